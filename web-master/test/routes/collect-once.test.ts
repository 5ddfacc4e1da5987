import type { Dataset, Page, SourceInfo } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Services, startServices } from '../../../e2e/services.js';
import { openDoor, post, problemOf } from '../door.js';

const PATH = '/scenarios/collect-and-store';

let services: Services;
let app: App;

beforeAll(async () => {
  services = await startServices({}, ['storage', 'collector']);
  app = await openDoor(services.urls);
});
afterAll(async () => {
  await app?.close();
  await services?.close();
});
beforeEach(() => reset());

const reset = () => app.inject({ method: 'POST', url: '/api/collector/reset' });
const collect = (body: unknown, headers?: Record<string, string>) => post(app, PATH, body, headers);
const cursor = async () => (await app.inject('/api/collector/info')).json<SourceInfo>().cursor;
const nDatasets = async () => (await app.inject('/api/storage/datasets?limit=1')).json<Page<Dataset>>().total;

describe('an Idempotency-Key', () => {
  it('gives the first answer again, and the collector is asked once', async () => {
    const headers = { 'idempotency-key': 'twice' };
    const first = await collect({ batch_size: 7 }, headers);
    const second = await collect({ batch_size: 7 }, headers);
    expect(second.statusCode).toBe(201);
    expect(second.json()).toEqual(first.json());
    expect([first, second].map((it) => it.headers['idempotency-replayed'])).toEqual([undefined, 'true']);
    expect(await cursor()).toBe(7);
  });

  it('gives one answer to many at once', async () => {
    const before = await nDatasets();
    const headers = { 'idempotency-key': 'at-once' };
    const responses = await Promise.all(Array.from({ length: 10 }, () => collect({ batch_size: 9 }, headers)));
    expect(new Set(responses.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(responses[0].statusCode).toBe(201);
    expect(responses.filter((it) => it.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect([await cursor(), (await nDatasets()) - before]).toEqual([9, 1]);
  });

  it('is remembered by storage, so that it outlives this service', async () => {
    const headers = { 'idempotency-key': 'restart' };
    const first = await collect({ batch_size: 3 }, headers);
    const other = await openDoor(services.urls);
    const second = await post(other, PATH, { batch_size: 3 }, headers);
    await other.close();
    expect(second.json()).toEqual(first.json());
    expect(await cursor()).toBe(3);
  });

  it('stands for one request: another with it is refused, and takes no rows', async () => {
    const headers = { 'idempotency-key': 'other' };
    await collect({ batch_size: 3 }, headers);
    const expected = { status: 422, code: 'idempotency_mismatch' };
    expect(problemOf(await collect({ batch_size: 4 }, headers))).toMatchObject(expected);
    expect(problemOf(await collect({ batch_size: 3, offset: 0 }, headers))).toMatchObject(expected);
    expect(await cursor()).toBe(3);
  });

  it('stands for one request also while that is under way', async () => {
    const headers = { 'idempotency-key': 'other-at-once' };
    const [first, other] = await Promise.all([3, 4].map((batch_size) => collect({ batch_size }, headers)));
    expect(first.statusCode).toBe(201);
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
    expect(await cursor()).toBe(3);
  });

  it('is forgotten where the request failed', async () => {
    const headers = { 'idempotency-key': 'failed' };
    const body = { batch_size: 891 };
    await collect(body);
    expect((await collect(body, headers)).statusCode).toBe(409);
    await reset();
    expect((await collect(body, headers)).statusCode).toBe(201);
  });

  it.each(['', 'with space', 'x'.repeat(256)])('"%s" is no key', async (key) => {
    expect(problemOf(await collect({ batch_size: 3 }, { 'idempotency-key': key }))).toMatchObject({
      status: 422,
      paths: ['idempotency-key'],
    });
  });
});
