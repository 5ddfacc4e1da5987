import { join } from 'node:path';
import type { Dataset } from '@ml-microservices/shared/contracts';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { expectSound, listOf, postDataset } from './stored.js';

let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

const CLIENTS = 5;
const ALIVE_WITHIN_MS = 250;
const REFUSED_WITHIN_MS = 1_000;

it('D11: while another program holds the lock, writes are refused soon and the service stays awake', async () => {
  const { storage } = services.urls;
  const { body: before } = await postDataset(storage, 'before');
  const other = new Sqlite(join(services.folder, 'data/storage/storage.db'));
  other.exec('begin immediate');
  const slow: number[] = [];
  let isLocked = true;
  const watch = async () => {
    while (isLocked) {
      const began = performance.now();
      await call(`${storage}/health/live`);
      slow.push(performance.now() - began);
    }
  };
  const watching = watch();
  const write = async (_: unknown, index: number) => {
    const began = performance.now();
    const { status, headers, body } = await postDataset(storage, `locked ${index}`);
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
    expect(performance.now() - began).toBeLessThan(REFUSED_WITHIN_MS);
  };
  await Promise.all(Array.from({ length: CLIENTS }, write));
  expect((await call<Dataset>(`${storage}/datasets/${before.id}`)).body).toEqual(before);
  isLocked = false;
  await watching;
  expect(Math.max(...slow)).toBeLessThan(ALIVE_WITHIN_MS);
  other.exec('rollback');
  other.close();
  expect((await postDataset(storage, 'after')).status).toBe(201);
  expect((await listOf<Dataset>(storage, 'datasets')).map(({ name }) => name)).toEqual(['after', 'before']);
  await expectSound(services, join(services.folder, 'data/storage'));
});
