import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Page, Run, RunAccepted, StoredFile } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { storedIn } from './stored.js';
import { ask, forest, isEnded, runOf, storeStripes, untilRun } from './trainings.js';

/** Read anew at each start of a service. */
const settings: Record<string, string> = {};
let services: Services;
let kill = () => {};
const killed = new Promise<void>((resolve) => {
  kill = () => void services.kill('ml_service').then(resolve);
});

/** In front of storage, for ml_service, which is killed as it tells that a run is completed, before storage hears it. */
const line = createServer(async (asked, answer) => {
  const body = asked.method === 'PATCH' ? await text(asked) : asked;
  if (typeof body === 'string' && body.includes('"completed"')) {
    return kill();
  }
  const { method, headers, url } = asked;
  const passed = request(services.urls.storage + url, { method, headers }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers);
    given.pipe(answer);
  });
  if (typeof body === 'string') passed.end(body);
  else body.pipe(passed);
});

beforeAll(async () => {
  services = await startServices(settings, ['storage']);
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  settings.SERVICES__STORAGE_URL = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  await services.start('ml_service');
});
afterAll(async () => {
  await services?.close();
  line.close();
});

it("C3: a crash between the file of a result and the end of its run leaves no file that is nobody's", async () => {
  const { urls, folder } = services;
  const dataset_id = await storeStripes(urls);
  const training = await ask(urls, forest(dataset_id, 5));
  const { model_id } = await untilRun(urls, training.body.run_id, isEnded);
  const before = (await call<Page<StoredFile>>(`${urls.storage}/files`)).body;
  const bytes = storedIn(`${folder}/data/storage`);

  const { body } = await call<RunAccepted>(`${urls.ml_service}/infer`, { json: { model_id, dataset_id } });
  await killed;
  const cutShort = await runOf(urls, body.run_id);
  expect(cutShort).toMatchObject({ status: 'running', result_file_id: expect.any(Number) });

  await services.start('ml_service');
  const ended: Run = await untilRun(urls, body.run_id, isEnded);
  expect(ended).toMatchObject({ status: 'failed', result_file_id: null, error: { code: 'interrupted' } });
  expect((await call<Page<StoredFile>>(`${urls.storage}/files`)).body).toEqual(before);
  expect(storedIn(`${folder}/data/storage`)).toEqual(bytes);
});
