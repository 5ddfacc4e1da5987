import { createStorageClient, type StorageClient } from '@ml-microservices/shared/clients';
import type { RunAccepted } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGate } from '../../../e2e/gate.js';
import { type Services, startServices } from '../../../e2e/services.js';
import { isEnded, isFitting, untilRun } from '../support/until.js';

const gate = createGate();
let services: Services;
let storage: StorageClient;

beforeAll(async () => {
  services = await startServices(gate.settings, ['storage', 'ml_service']);
  storage = createStorageClient({ url: services.urls.storage });
});
afterAll(async () => {
  await storage.close();
  await services.close();
});

it('takes a training up again after kill -9, as its next attempt', async () => {
  const csv = `x,y\n${Array.from({ length: 2_000 }, (_, i) => `${i % 97},${i % 2}`).join('\n')}\n`;
  const { id: dataset_id } = await storage.createDataset({ name: 'stripes', csv, target: 'y' });
  gate.shut();
  const response = await fetch(`${services.urls.ml_service}/train`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ dataset_id, model_type: 'RandomForest', hyperparameters: { n_estimators: 50 } }),
  });
  const { run_id } = (await response.json()) as RunAccepted;
  await untilRun(storage, run_id, isFitting);
  await services.kill('ml_service');
  gate.open();
  await services.start('ml_service');
  const run = await untilRun(storage, run_id, isEnded);
  expect(run).toMatchObject({ status: 'completed', attempt: 2 });
  expect(await storage.model(run.model_id ?? 0)).toMatchObject({ run_id });
});
