import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from './client.js';
import { type ServiceName, type Services, startServices } from './services.js';
import { collectAll } from './steps.js';

let services: Services;

beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.close());

/** What a service logs for a request, as `GET /batch?size=10`; a line may come a moment after the answer. */
const logged = (name: ServiceName, requestId: string) =>
  expect.poll(async () => {
    const lines = await services.log(name);
    return lines
      .filter((line) => line.request_id === requestId && line.url)
      .map(({ method, url }) => `${method} ${url}`);
  });

it('finds one request in the logs of all that worked for it, by one id', async () => {
  const headers = { 'x-request-id': 'trace.collect-1' };
  const url = `${services.urls.viz}/api/scenarios/collect-and-store`;
  const answer = await call(url, { json: { batch_size: 10 }, headers });
  expect(answer.headers.get('x-request-id')).toBe('trace.collect-1');
  await logged('viz', 'trace.collect-1').toEqual(['POST /api/scenarios/collect-and-store']);
  await logged('web_master', 'trace.collect-1').toEqual(['POST /scenarios/collect-and-store']);
  await logged('collector', 'trace.collect-1').toContain('GET /batch?size=10');
  await logged('storage', 'trace.collect-1').toContain('POST /datasets');
});

it('keeps the id of a request for the work that goes on after its answer', async () => {
  const { id: dataset_id } = await collectAll(services);
  const headers = { 'x-request-id': 'trace.train-1' };
  const json = { dataset_id, model_type: 'KNN' };
  const { body } = await call<{ run_id: number }>(`${services.urls.web_master}/scenarios/train-model`, {
    json,
    headers,
  });
  await call(`${services.urls.web_master}/progress/${body.run_id}`);
  await logged('ml_service', 'trace.train-1').toEqual(['POST /train']);
  await logged('storage', 'trace.train-1').toEqual(
    expect.arrayContaining(['POST /runs', `PATCH /runs/${body.run_id}`, 'POST /models']),
  );
});
