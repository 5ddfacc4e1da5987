import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import type { Page, ProgressData, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, events } from '../client.js';
import { createGate } from '../gate.js';
import { type Services, startServices } from '../services.js';
import { beginTraining, collectAll } from '../steps.js';

const READERS = 20;
const UPLOADS = 5;

const gate = createGate();
let services: Services;
let datasetId: number;

beforeAll(async () => {
  services = await startServices(gate.settings);
  datasetId = (await collectAll(services)).id;
});
afterAll(() => services?.close());

/** Reads a run's events to the end, over lost connections, as a browser does; answers their ids as they came. */
async function follow(url: string, ids: number[], revived: Promise<void>): Promise<string> {
  let last = 'progress';
  while (last === 'progress') {
    try {
      for await (const { id, event } of events<ProgressData>(url, ids.at(-1) ?? 0)) {
        ids.push(id);
        last = event;
      }
    } catch {
      await revived;
    }
  }
  return last;
}

/** An upload of which half is sent. */
async function halfUpload(url: string): Promise<ClientRequest> {
  const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 100_000 };
  const upload = request(url, { method: 'POST', headers });
  upload.on('error', () => undefined);
  upload.write('--b\r\ncontent-disposition: form-data; name="file"; filename="half.csv"\r\n\r\na,b\n');
  upload.write('1,2\n'.repeat(10_000));
  await once(upload, 'socket');
  return upload;
}

it('C4: streams go on without a gap after kill -9 of web_master, uploads fail whole and can be repeated', async () => {
  const json = { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: { n_estimators: 50 } } as const;
  gate.shut();
  const { body } = await beginTraining(services, json);
  const url = `${services.urls.web_master}/progress/${body.run_id}`;
  let revive = () => {};
  const revived = new Promise<void>((resolve) => {
    revive = resolve;
  });
  const seen: number[][] = Array.from({ length: READERS }, () => []);
  const readers = seen.map((ids) => follow(url, ids, revived));
  await expect.poll(() => Math.min(...seen.map(({ length }) => length)), { timeout: 60_000 }).toBeGreaterThan(2);
  const upload = `${services.urls.web_master}/api/storage/upload/dataset`;
  const uploads = await Promise.all(Array.from({ length: UPLOADS }, () => halfUpload(upload)));
  const failed = Promise.all(uploads.map((it) => new Promise<void>((resolve) => it.once('close', () => resolve()))));

  await services.kill('web_master');
  await failed;
  await services.start('web_master');
  revive();
  gate.open();

  expect(new Set(await Promise.all(readers))).toEqual(new Set(['completed']));
  for (const ids of seen) expect(ids).toEqual(ids.map((_, index) => index + 1));
  expect(new Set(seen.map(({ length }) => length)).size).toBe(1);
  const run = await call<Run>(`${services.urls.storage}/runs/${body.run_id}`);
  expect(run.body).toMatchObject({ status: 'completed', attempt: 1 });
  const datasets = `${services.urls.storage}/datasets?name=half`;
  expect((await call<Page<object>>(datasets)).body.total).toBe(0);
  const form = new FormData();
  form.set('file', new Blob(['a,b\n1,2\n']), 'half.csv');
  expect((await fetch(upload, { method: 'POST', body: form })).status).toBe(201);
  expect((await call<Page<object>>(datasets)).body.total).toBe(1);
});
