import { createHash } from 'node:crypto';
import type { Page, ProblemDetails, ProgressData, Run } from '@ml-microservices/shared/contracts';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type ChaosProxy, chaosProxy } from '../chaos-proxy.js';
import { call, events } from '../client.js';
import { createGate } from '../gate.js';
import { type Services, startServices } from '../services.js';
import { beginTraining, collectAll } from '../steps.js';

const TIMEOUT_MS = 4_000;
const gate = createGate();
/** Read anew at each start of a service, so that those that are started later find each other through the proxies. */
const settings: Record<string, string> = {
  ...gate.settings,
  TIMEOUTS__CALL_MS: String(TIMEOUT_MS),
  TIMEOUTS__SILENCE_MS: String(TIMEOUT_MS),
};

let services: Services;
/** In front of storage, for web_master and ml_service. */
let storage: ChaosProxy;
/** In front of web_master, for clients. */
let door: ChaosProxy;
let datasetId: number;

beforeAll(async () => {
  services = await startServices(settings, ['storage', 'collector']);
  storage = await chaosProxy(services.urls.storage);
  settings.SERVICES__STORAGE_URL = storage.url;
  await services.start('ml_service');
  await services.start('web_master');
  door = await chaosProxy(services.urls.web_master);
  datasetId = (await collectAll(services)).id;
});
afterAll(async () => {
  await door?.close();
  await storage?.close();
  await services?.close();
});
afterEach(() => {
  storage.set({});
  door.set({});
});

const get = <T = ProblemDetails>(path: string) => call<T>(services.urls.web_master + path);
const datasets = (name: string) => get<Page<{ id: number }>>(`/api/storage/datasets?name=${name}`);
const healed = () => expect.poll(async () => (await datasets('x')).status, { timeout: 20_000 }).toBe(200);
const NEEDS_STORAGE = ['/api/storage/datasets', '/scenarios/report/1'];

it('N1: tells that a service is away, by its name, and works again when it is back', async () => {
  storage.set({ isClosed: true });
  for (const path of NEEDS_STORAGE) {
    const { status, body } = await get(path);
    expect([502, 503]).toContain(status);
    expect(body.detail).toContain('storage');
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|localhost|ECONN/);
  }
  expect((await get('/api/collector/info')).status).toBe(200);
  storage.set({});
  await healed();
});

it('N2: gives up on a service that takes a request and never answers, and finds it again', async () => {
  storage.set({ isHalfOpen: true });
  const answers = await Promise.all(NEEDS_STORAGE.map((path) => get(path)));
  for (const { status, body } of answers) {
    expect([status, body.code]).toEqual([504, 'dependency_timeout']);
    expect(body.detail).toContain('storage did not answer in time');
  }
  expect((await get('/health/live')).status).toBe(200);
  storage.set({});
  await healed();
});

it('N3: a slow service holds up nobody who does not need it', async () => {
  storage.set({ bytesPerS: 1_000 });
  const slow = new AbortController();
  let isDone = false;
  const download = fetch(`${services.urls.web_master}/api/storage/datasets/${datasetId}/download`, {
    signal: slow.signal,
  }).then(async (response) => {
    await response.text();
    isDone = true;
  });
  const others = await Promise.all(
    Array.from({ length: 100 }, (_, n) => get(n % 2 ? '/api/collector/info' : '/api/ml/model-types')),
  );
  expect(others.every(({ status }) => status === 200)).toBe(true);
  expect(isDone).toBe(false);
  slow.abort();
  await expect(download).rejects.toThrow();
});

it('N4: half an answer is never taken for the whole', async () => {
  const path = `/api/storage/datasets/${datasetId}/download`;
  storage.set({ cutAfter: 30_000 });
  const response = await fetch(services.urls.web_master + path);
  await expect(response.arrayBuffer()).rejects.toThrow();
  storage.set({});
  const whole = await fetch(services.urls.web_master + path);
  const digest = createHash('sha256').update(Buffer.from(await whole.arrayBuffer()));
  expect(whole.headers.get('etag')).toBe(`"${digest.digest('hex')}"`);
});

it('N5: a training whose storage is cut off from it ends as one model when the line is back', async () => {
  const json = { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: { n_estimators: 50 } } as const;
  gate.shut();
  const { body } = await beginTraining(services, json);
  const url = `${services.urls.ml_service}/progress/${body.run_id}`;
  let last = '';
  for await (const { event, data } of events<ProgressData>(url)) {
    last = event;
    if (data.stage !== 'fit') continue;
    const before = storage.connections;
    storage.set({ isClosed: true });
    gate.open();
    await expect.poll(() => storage.connections - before, { timeout: 60_000 }).toBeGreaterThan(5);
    storage.set({});
    break;
  }
  for await (const { event } of events<ProgressData>(url)) last = event;
  expect(last).toBe('completed');
  const run = await call<Run>(`${services.urls.storage}/runs/${body.run_id}`);
  expect(run.body).toMatchObject({ status: 'completed', attempt: 1 });
  const models = await call<Page<object>>(`${services.urls.storage}/models?dataset_id=${datasetId}`);
  expect(models.body.total).toBe(1);
});

it.each([
  ['collect-and-store', { batch_size: 10, name: 'lost-answer' }, 201],
  ['train-model', { dataset_id: 1, model_type: 'KNN' }, 202],
])('N6: an answer that got lost is given again, and the work is done once: %s', async (scenario, json, status) => {
  const headers = { 'idempotency-key': `lost-${scenario}` };
  const ask = (url: string) => call<Record<string, unknown>>(`${url}/scenarios/${scenario}`, { json, headers });
  door.set({ cutAfter: 0 });
  await expect(ask(door.url)).rejects.toThrow();
  door.set({});
  const again = await ask(door.url);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([status, 'true']);
  expect((await ask(door.url)).body).toMatchObject({
    ...again.body,
    ...('status' in again.body && { status: expect.any(String) }),
  });
  if (scenario === 'collect-and-store') expect((await datasets('lost-answer')).body.total).toBe(1);
});

it('N6, the control: without a key, what is asked again after a lost answer is done again', async () => {
  const json = { batch_size: 10, name: 'twice' };
  const ask = (url: string) => call(`${url}/scenarios/collect-and-store`, { json });
  door.set({ cutAfter: 0 });
  await expect(ask(door.url)).rejects.toThrow();
  door.set({});
  expect((await ask(door.url)).status).toBe(201);
  await expect.poll(async () => (await datasets('twice')).body.total).toBe(2);
});

it('N7: many clients of a service that is away do not become more calls than they are', async () => {
  storage.set({ isClosed: true });
  await get('/api/storage/datasets');
  const before = storage.connections;
  const answers = await Promise.all(Array.from({ length: 200 }, () => get('/scenarios/report/1')));
  expect(answers.every(({ status }) => status === 502 || status === 503)).toBe(true);
  // Two calls a report, each tried once more, and ml_service's own.
  expect(storage.connections - before).toBeLessThanOrEqual(200 * 4 + 50);
  storage.set({});
  await healed();
});
