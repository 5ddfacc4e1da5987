import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model, ProblemDetails, Run, StoredFile } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { train, trainedModel } from '../steps.js';

let services: Services;
let modelId: number;
beforeAll(async () => {
  services = await startServices({}, ['storage', 'collector', 'ml_service', 'web_master']);
  modelId = await trainedModel(services);
});
afterAll(() => services.close());

/** Turns one bit of the stored bytes of a file; answers how to turn it back. */
async function rot(fileId: number): Promise<() => void> {
  const { sha256, bytes } = (await call<StoredFile>(`${services.urls.storage}/files/${fileId}`)).body;
  const path = join(services.folder, 'data/storage/files', sha256.slice(0, 2), sha256);
  const turn = () => {
    const content = readFileSync(path);
    content[Math.floor(bytes / 2)] ^= 1;
    writeFileSync(path, content);
  };
  turn();
  return turn;
}

const modelOf = async () => (await call<Model>(`${services.urls.storage}/models/${modelId}`)).body;
const ROW = { Pclass: 1, Sex: 'female', Age: 38, SibSp: 1, Parch: 0, Fare: 71.28, Embarked: 'C' };
const predict = () =>
  call<ProblemDetails>(`${services.urls.ml_service}/models/${modelId}/predict`, { json: { rows: [ROW] } });

it('does not predict with a model whose file changed on the disk, and does with the right one', async () => {
  await services.restart('ml_service');
  const mend = await rot((await modelOf()).file_id);
  const { status, body } = await predict();
  expect([status, body.code]).toEqual([500, 'artifact_corrupt']);
  mend();
  expect((await predict()).status).toBe(200);
});

it('does not learn from a dataset that changed on the disk, and says why the run failed', async () => {
  const { dataset_id } = await modelOf();
  const { body } = await call<{ file_id: number }>(`${services.urls.storage}/datasets/${dataset_id}`);
  const mend = await rot(body.file_id);
  // Its process may remember the dataset as it was.
  await services.restart('ml_service');
  const request = { dataset_id, model_type: 'KNN' } as const;
  const run: Run = await train(services, request);
  expect(run).toMatchObject({ status: 'failed', model_id: null, error: { code: 'artifact_corrupt' } });
  mend();
  expect(await train(services, request)).toMatchObject({ status: 'completed' });
});
