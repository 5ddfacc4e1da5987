import type { ProgressData, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, events } from './client.js';
import { type Services, startServices } from './services.js';
import { beginTraining, collectAll, train } from './steps.js';

let services: Services;
let datasetId: number;

beforeAll(async () => {
  services = await startServices();
  datasetId = (await collectAll(services)).id;
});
afterAll(() => services.close());

const long = () =>
  beginTraining(services, {
    dataset_id: datasetId,
    model_type: 'RandomForest',
    hyperparameters: { n_estimators: 5000 },
  });
const runOf = async (id: number) => (await call<Run>(`${services.urls.storage}/runs/${id}`)).body;

/** Resolves when the run is in the middle of its work. */
async function underWay(id: number): Promise<void> {
  for await (const { data } of events<ProgressData>(`${services.urls.web_master}/progress/${id}`)) {
    if (data.stage === 'fit' && data.progress > 0) return;
  }
}

/** Resolves with the run as it is after its last event. */
async function atItsEnd(id: number): Promise<Run> {
  const url = `${services.urls.web_master}/progress/${id}`;
  for await (const { event } of events<ProgressData>(url)) if (event !== 'progress') break;
  return runOf(id);
}

it('begins a training again that kill -9 of ml-service broke off', async () => {
  const { body } = await long();
  await underWay(body.run_id);
  await services.kill('ml_service');
  await services.start('ml_service');
  expect(await atItsEnd(body.run_id)).toMatchObject({ status: 'completed', attempt: 2, model_id: expect.any(Number) });
  const models = await call<{ total: number }>(`${services.urls.storage}/models?dataset_id=${datasetId}`);
  expect(models.body.total).toBe(1);
});

it('cancels a training, and trains the next', async () => {
  const { body } = await long();
  await underWay(body.run_id);
  const cancelled = await call<Run>(`${services.urls.ml_service}/runs/${body.run_id}/cancel`, { method: 'POST' });
  expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', model_id: null } });
  const again = await call(`${services.urls.ml_service}/runs/${body.run_id}/cancel`, { method: 'POST' });
  expect(again.status).toBe(409);
  expect(await train(services, { dataset_id: datasetId, model_type: 'KNN' })).toMatchObject({ status: 'completed' });
  expect(await runOf(body.run_id)).toMatchObject({ status: 'cancelled', model_id: null });
});

it('keeps the result of a training while storage is away, and publishes it when storage is back', async () => {
  const { body } = await long();
  await underWay(body.run_id);
  await services.kill('storage');
  await services.start('storage');
  expect(await atItsEnd(body.run_id)).toMatchObject({ status: 'completed', model_id: expect.any(Number) });
});
