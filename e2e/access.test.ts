import type { CollectResult, ProgressData, Report, Run } from '@ml-microservices/shared/contracts';
import { bearer, KEYED, KEYS } from '@ml-microservices/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from './client.js';
import { raw } from './raw.js';
import { type Services, startServices } from './services.js';

let services: Services;
let door: string;
let modelId: number;

beforeAll(async () => {
  services = await startServices(KEYED);
  door = services.urls.web_master;
});
afterAll(() => services.close());

const viewer = bearer(KEYS.viewer);
const editor = bearer(KEYS.editor);

it('lets an editor collect, train and predict, in services that ask each other for the token', async () => {
  const json = { batch_size: 891, offset: 0 };
  const collected = await call<CollectResult>(`${door}/scenarios/collect-and-store`, { json, headers: editor });
  expect(collected.status).toBe(201);
  const request = { dataset_id: collected.body.dataset_id, model_type: 'RandomForest' };
  const trained = await call<Run>(`${door}/scenarios/train-model`, {
    json: request,
    headers: { ...editor, prefer: 'wait=60' },
  });
  expect(trained.body).toMatchObject({ status: 'completed', model_id: expect.any(Number) });
  modelId = trained.body.model_id!;
  const data = 'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n1,female,38,1,0,71.28,C\n';
  const inferred = await call<Run>(`${door}/scenarios/infer-model`, {
    json: { model_id: modelId, data },
    headers: { ...editor, prefer: 'wait=30' },
  });
  expect(inferred.body).toMatchObject({ status: 'completed', result: { rows: 1 } });
});

it('lets a viewer watch and read, and no more', async () => {
  const { body, status } = await raw(`${door}/progress/1`, { headers: viewer }).then(({ text, status }) => ({
    status,
    body: text,
  }));
  expect(status).toBe(200);
  const last = JSON.parse(body.trim().split('data: ').at(-1)!) as ProgressData;
  expect(last.status).toBe('completed');
  const report = await call<Report>(`${door}/scenarios/report/${modelId}`, { headers: viewer });
  expect(report.body.evaluation).not.toBeNull();

  const refused = async (path: string, method: string, headers: Record<string, string>) =>
    (await call(door + path, { method, headers })).status;
  expect(await refused('/api/collector/batch?size=5', 'GET', viewer)).toBe(403);
  expect(await refused(`/api/storage/models/${modelId}`, 'DELETE', viewer)).toBe(403);
  expect(await refused(`/api/storage/models/${modelId}?cascade=true`, 'DELETE', editor)).toBe(403);
  expect(await refused('/api/collector/reset', 'POST', editor)).toBe(403);
  expect((await call(`${door}/api/storage/models/${modelId}`, { headers: viewer })).status).toBe(200);
});

it('takes no word of a client about who it is, whatever it tells a proxy to drop', async () => {
  const forged = { ...viewer, 'x-caller-role': 'admin', 'x-caller-name': 'root' };
  const dropping = { ...forged, connection: 'x-caller-role, x-caller-name, authorization, x-request-id' };
  for (const headers of [forged, dropping]) {
    for (const url of [door, `${services.urls.viz}`]) {
      const answer = await raw(`${url}/api/collector/reset`, { method: 'POST', headers });
      expect([answer.status, JSON.parse(answer.text).detail]).toEqual([
        403,
        'This needs the role admin; viewer has the role viewer.',
      ]);
    }
  }
});

it('lets an admin delete with all that depends', async () => {
  const headers = bearer(KEYS.admin);
  const url = `${services.urls.viz}/api/storage/datasets/1?cascade=true`;
  expect((await call(url, { method: 'DELETE', headers })).status).toBe(204);
});
