import type { CollectResult, ProblemDetails, SourceInfo } from '@ml-microservices/shared/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Services, startServices } from '../../e2e/services.js';
import { type BrokenService, brokenService } from './broken-service.js';
import { openDoor, post, problemOf } from './door.js';

type Name = 'collector' | 'storage' | 'ml_service';

const NOWHERE = 'http://127.0.0.1:1';
/** Every call of web-master and the service that it cannot do without. */
const CALLS: readonly (readonly [call: string, body: unknown, needs: Name])[] = [
  ['/scenarios/collect-and-store', { batch_size: 5 }, 'collector'],
  ['/scenarios/collect-and-store', { batch_size: 5 }, 'storage'],
  ['/scenarios/train-model', { dataset_id: 1, model_type: 'KNN' }, 'ml_service'],
  ['/scenarios/infer-model', { model_id: 1, data: 'a\n1\n' }, 'ml_service'],
  ['/scenarios/report/1', null, 'storage'],
  ['/progress/1', null, 'ml_service'],
  ['/api/collector/info', null, 'collector'],
  ['/api/storage/datasets', null, 'storage'],
  ['/api/ml/model-types', null, 'ml_service'],
];

let services: Services;

beforeAll(async () => {
  services = await startServices({}, ['storage', 'collector']);
  const app = await openDoor(services.urls);
  const { statusCode } = await post(app, '/scenarios/collect-and-store', { batch_size: 50 });
  expect(statusCode).toBe(201);
  await app.close();
});
afterAll(() => services?.close());

const LONG_MS = '3600000';
/** The setting that says how long web-master waits where it is asked at `path`. */
const timeoutOf = (path: string) =>
  path.startsWith('/scenarios/infer') ? 'INFER_MS' : path.startsWith('/scenarios') ? 'CALL_MS' : 'SILENCE_MS';

async function problemWith(needs: Name, url: string, [path, body]: (typeof CALLS)[number]) {
  const app = await openDoor(
    { ...services.urls, [needs]: url },
    {
      TIMEOUTS__CALL_MS: LONG_MS,
      TIMEOUTS__INFER_MS: LONG_MS,
      TIMEOUTS__SILENCE_MS: LONG_MS,
      [`TIMEOUTS__${timeoutOf(path)}`]: '300',
    },
  );
  try {
    const response = body === null ? await app.inject(path) : await post(app, path, body);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.body).not.toContain(new URL(url).host);
    return { ...problemOf(response), retryAfter: response.headers['retry-after'] };
  } finally {
    await app.close();
  }
}

describe('a service that is not there', () => {
  it.each(CALLS)('%s %j: 503 that names %s', async (...call) => {
    expect(await problemWith(call[2], NOWHERE, call)).toEqual({
      status: 503,
      code: 'dependency_unavailable',
      detail: expect.stringContaining(`${call[2]} is not reachable.`),
      paths: [],
      retryAfter: '1',
    });
  });

  it('costs no rows of the source: where nobody can store them the cursor stays', async () => {
    const app = await openDoor({ ...services.urls, storage: NOWHERE });
    const cursor = async () => (await app.inject('/api/collector/info')).json<SourceInfo>().cursor;
    const before = await cursor();
    expect((await post(app, '/scenarios/collect-and-store', { batch_size: 5 })).statusCode).toBe(503);
    expect(await cursor()).toBe(before);
    await app.close();
  });
});

describe('a service that does not answer', () => {
  let silent: BrokenService;
  beforeAll(async () => {
    silent = await brokenService(() => undefined);
  });
  afterAll(() => silent.close());

  it.each(CALLS)('%s %j: 504 that names %s', async (...call) => {
    expect(await problemWith(call[2], silent.url, call)).toMatchObject({
      status: 504,
      code: 'dependency_timeout',
      detail: expect.stringContaining(`${call[2]} did not answer in time.`),
    });
  });
});

describe('a service that breaks off', () => {
  let breaking: BrokenService;
  beforeAll(async () => {
    breaking = await brokenService((request) => void request.socket.destroy());
  });
  afterAll(() => breaking.close());

  it.each(CALLS)('%s %j: 502 that names %s', async (...call) => {
    expect(await problemWith(call[2], breaking.url, call)).toMatchObject({
      status: 502,
      code: 'dependency_failed',
      detail: expect.stringContaining(`${call[2]} broke off its answer.`),
    });
  });
});

describe('storage that fails after the batch was taken', () => {
  let failing: BrokenService;
  beforeEach(async () => {
    failing = await brokenService((request, response) => {
      if (request.url === '/health/live') response.end('{"status":"alive"}');
      else response.writeHead(500).end('secret');
    });
  });
  afterEach(() => failing.close());

  it('does not lose the rows: the answer says how to get them again', async () => {
    const app = await openDoor({ ...services.urls, storage: failing.url });
    const response = await post(app, '/scenarios/collect-and-store', { batch_size: 10 });
    const repeated = await post(app, '/scenarios/collect-and-store', { batch_size: 10, offset: 0 });
    await app.close();
    expect(repeated.json<ProblemDetails>().reason).toBeUndefined();
    const { status, detail, reason, values } = response.json<ProblemDetails>();
    expect([status, reason]).toEqual([502, 'rows_not_stored']);
    expect(response.body).not.toContain('secret');
    const [, offset] = /^storage failed \(status 500\)\. .*ask for them again with "offset": (\d+)\.$/.exec(detail)!;
    expect(values).toEqual({ offset: Number(offset) });

    const healed = await openDoor(services.urls);
    const again = await post(healed, '/scenarios/collect-and-store', { batch_size: 10, offset: Number(offset) });
    const next = await post(healed, '/scenarios/collect-and-store', { batch_size: 10 });
    await healed.close();
    expect(again.json<CollectResult>().dataset.source).toMatchObject({ offset: Number(offset), size: 10 });
    expect(next.json<CollectResult>().dataset.source.offset).toBe(Number(offset) + 10);
  });
});
