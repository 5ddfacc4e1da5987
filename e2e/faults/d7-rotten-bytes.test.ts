import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model, ProblemDetails, Run, StoredFile } from '@ml-microservices/shared/contracts';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { collectAll, train } from '../steps.js';

let services: Services;
let datasetId: number;
beforeAll(async () => {
  services = await startServices({}, ['storage', 'collector', 'ml_service', 'web_master']);
  datasetId = (await collectAll(services)).id;
});
afterAll(() => services.close());

function turned(content: Buffer): Buffer {
  content[Math.floor(content.length / 2)] ^= 1;
  return content;
}

const turnFile = (path: string) => writeFileSync(path, turned(readFileSync(path)));

function turnRow(database: string, sha256: string): void {
  const sqlite = new Sqlite(database);
  const content = sqlite.prepare<[string], Buffer>('select content from blobs where sha256 = ?').pluck().get(sha256);
  sqlite.prepare('update blobs set content = ? where sha256 = ?').run(turned(content!), sha256);
  sqlite.close();
}

/** Where the stored bytes of a file are, and how to turn one bit of them, there and back. */
async function bytesOf(fileId: number) {
  const { sha256 } = (await call<StoredFile>(`${services.urls.storage}/files/${fileId}`)).body;
  const data = join(services.folder, 'data/storage');
  const path = join(data, 'files', sha256.slice(0, 2), sha256);
  return existsSync(path)
    ? { place: 'file', turn: () => turnFile(path) }
    : { place: 'database', turn: () => turnRow(join(data, 'storage.db'), sha256) };
}

const ROW = { Pclass: 1, Sex: 'female', Age: 38, SibSp: 1, Parch: 0, Fare: 71.28, Embarked: 'C' };

it.each([
  ['database', { n_estimators: 1 }],
  ['file', { n_estimators: 200 }],
])('does not predict with a model that changed in its %s, and does with the right one', async (where, forest) => {
  const request = { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: forest } as const;
  const { model_id } = await train(services, request);
  const { file_id } = (await call<Model>(`${services.urls.storage}/models/${model_id}`)).body;
  await services.restart('ml_service');
  const bytes = await bytesOf(file_id);
  expect(bytes.place).toBe(where);
  bytes.turn();
  const predict = () =>
    call<ProblemDetails>(`${services.urls.ml_service}/models/${model_id}/predict`, { json: { rows: [ROW] } });
  const { status, body } = await predict();
  expect([status, body.code]).toEqual([500, 'artifact_corrupt']);
  bytes.turn();
  expect((await predict()).status).toBe(200);
});

it('does not learn from a dataset that changed on the disk, and says why the run failed', async () => {
  const { body } = await call<{ file_id: number }>(`${services.urls.storage}/datasets/${datasetId}`);
  const { turn } = await bytesOf(body.file_id);
  turn();
  // Its process may remember the dataset as it was.
  await services.restart('ml_service');
  const request = { dataset_id: datasetId, model_type: 'KNN' } as const;
  const run: Run = await train(services, request);
  expect(run).toMatchObject({ status: 'failed', model_id: null, error: { code: 'artifact_corrupt' } });
  turn();
  expect(await train(services, request)).toMatchObject({ status: 'completed' });
});
