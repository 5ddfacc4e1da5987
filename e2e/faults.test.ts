import type { Dataset, ProgressData, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, events } from './client.js';
import { ENDLESS, noise } from './endless.js';
import { createGate } from './gate.js';
import { type Services, startServices } from './services.js';
import { beginTraining, collectAll, train } from './steps.js';

const gate = createGate();
let services: Services;
let datasetId: number;

beforeAll(async () => {
  services = await startServices(gate.settings);
  datasetId = (await collectAll(services)).id;
});
afterAll(() => services.close());

/** A training that is held in the middle of its work; answers the run's id. */
async function held(): Promise<number> {
  gate.shut();
  const json = { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: { n_estimators: 50 } } as const;
  const { body } = await beginTraining(services, json);
  await underWay(body.run_id);
  return body.run_id;
}
const runOf = async (id: number) => (await call<Run>(`${services.urls.storage}/runs/${id}`)).body;

/** Resolves when the run is in the middle of its work. */
async function underWay(id: number): Promise<void> {
  for await (const { data } of events<ProgressData>(`${services.urls.web_master}/progress/${id}`)) {
    if (data.stage === 'fit') return;
  }
}

/** Resolves with the run as it is after its last event. */
async function atItsEnd(id: number): Promise<Run> {
  const url = `${services.urls.web_master}/progress/${id}`;
  for await (const { event } of events<ProgressData>(url)) if (event !== 'progress') break;
  return runOf(id);
}

it('begins a training again that kill -9 of ml-service broke off', async () => {
  const id = await held();
  await services.kill('ml_service');
  gate.open();
  await services.start('ml_service');
  expect(await atItsEnd(id)).toMatchObject({ status: 'completed', attempt: 2, model_id: expect.any(Number) });
  const models = await call<{ total: number }>(`${services.urls.storage}/models?dataset_id=${datasetId}`);
  expect(models.body.total).toBe(1);
});

it('cancels a training, and trains the next', async () => {
  const endless = await call<Dataset>(`${services.urls.storage}/datasets`, { json: noise() });
  const { body } = await beginTraining(services, { ...ENDLESS, dataset_id: endless.body.id });
  await underWay(body.run_id);
  const cancelled = await call<Run>(`${services.urls.ml_service}/runs/${body.run_id}/cancel`, { method: 'POST' });
  expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', model_id: null } });
  const again = await call(`${services.urls.ml_service}/runs/${body.run_id}/cancel`, { method: 'POST' });
  expect(again.status).toBe(409);
  expect(await train(services, { dataset_id: datasetId, model_type: 'KNN' })).toMatchObject({ status: 'completed' });
  expect(await runOf(body.run_id)).toMatchObject({ status: 'cancelled', model_id: null });
});

it('keeps the result of a training while storage is away, and publishes it when storage is back', async () => {
  const id = await held();
  await services.kill('storage');
  gate.open();
  await services.start('storage');
  expect(await atItsEnd(id)).toMatchObject({ status: 'completed', model_id: expect.any(Number) });
});
