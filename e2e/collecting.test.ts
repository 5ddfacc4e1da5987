import type { Batch, CollectResult, Page, ProblemDetails } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { call } from './client.js';
import { type Services, startServices } from './services.js';

let services: Services;

beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.close());
beforeEach(() => call(`${services.urls.collector}/reset`, { method: 'POST' }));

const collect = <T = CollectResult>(json: object, headers: Record<string, string> = {}) =>
  call<T>(`${services.urls.web_master}/scenarios/collect-and-store`, { json, headers });
const batch = (query: string) => call<Batch>(`${services.urls.web_master}/api/collector/batch?${query}`);

it('goes on after a restart where it was', async () => {
  expect((await batch('size=30')).body).toMatchObject({ offset: 0, size: 30, next_offset: 30, total: 891 });
  await services.restart('collector');
  expect((await batch('size=30')).body).toMatchObject({ offset: 30, next_offset: 60 });
  await services.kill('collector');
  await services.start('collector');
  expect((await batch('size=30')).body).toMatchObject({ offset: 60, next_offset: 90 });
});

it('gives what is left at the end, and says when there is nothing left', async () => {
  expect((await collect({ batch_size: 100, offset: 850 })).body.rows).toBe(41);
  expect((await batch('offset=891')).body).toMatchObject({ size: 0, rows: [], next_offset: null });
  const { status, body } = await collect<ProblemDetails>({ batch_size: 100, offset: 891 });
  expect([409, 422]).toContain(status);
  expect(body.detail).toContain('891');
});

it('moves the cursor once for a request that is repeated with its key', async () => {
  const key = { 'idempotency-key': 'morning-batch' };
  const first = await collect({ batch_size: 50 }, key);
  const second = await collect({ batch_size: 50 }, key);
  expect(second.body).toEqual(first.body);
  expect((await collect({ batch_size: 50 })).body.dataset.source).toMatchObject({ offset: 50 });
});

it('names the service that is away, and works again when it is back', async () => {
  await services.stop('collector');
  const { status, body } = await collect<ProblemDetails>({ batch_size: 10 });
  expect(status).toBe(503);
  expect(body.detail).toContain('collector');
  expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|localhost/);
  const health = await call<{ checks: { name: string; status: string }[] }>(`${services.urls.web_master}/health`);
  expect(health.status).toBe(503);
  expect(health.body.checks.filter((check) => check.status === 'unhealthy').map(({ name }) => name)).toEqual([
    'collector',
  ]);
  await services.start('collector');
  expect((await collect({ batch_size: 10 })).status).toBe(201);
});

it('keeps datasets over a restart of storage', async () => {
  const { body } = await collect({ batch_size: 5, name: 'kept' });
  await services.restart('storage');
  const list = await call<Page<{ id: number }>>(`${services.urls.web_master}/api/storage/datasets?name=kept`);
  expect(list.body.items.map(({ id }) => id)).toEqual([body.dataset_id]);
});
