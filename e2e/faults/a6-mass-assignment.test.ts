import type { ProblemDetails } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { trainedModel } from '../steps.js';

const OWN = {
  id: 77,
  sha256: '0'.repeat(64),
  file_id: 1,
  path: '/etc/passwd',
  created_at: '2020-01-01T00:00:00Z',
  updated_at: '2020-01-01T00:00:00Z',
  owner: 'me',
  role: 'admin',
  status: 'completed',
};

let services: Services;
let modelId: number;

beforeAll(async () => {
  services = await startServices();
  modelId = await trainedModel(services);
});
afterAll(() => services.close());

it.each([
  ['POST', 'storage', '/datasets', { name: 'a', csv: 'a\n1\n' }],
  ['PATCH', 'storage', '/datasets/1', { name: 'a' }],
  ['PATCH', 'storage', '/models/:model', { name: 'a' }],
  ['PATCH', 'storage', '/files/1', { name: 'a' }],
  ['POST', 'ml_service', '/train', { dataset_id: 1, model_type: 'KNN' }],
  ['POST', 'web_master', '/scenarios/train-model', { dataset_id: 1, model_type: 'KNN' }],
  ['POST', 'web_master', '/scenarios/collect-and-store', { batch_size: 5 }],
] as const)("%s %s%s takes no field that is the service's own", async (method, name, path, json) => {
  const url = services.urls[name] + path.replace(':model', String(modelId));
  for (const [field, value] of Object.entries(OWN)) {
    const answer = await call<ProblemDetails>(url, { method, json: { ...json, [field]: value } });
    expect([field, answer.status]).toEqual([field, 422]);
    expect(answer.body.errors).toContainEqual({ path: `/${field}`, message: 'is not a known field' });
  }
});
