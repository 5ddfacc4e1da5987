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

it('D11: while another program holds the lock, writes are refused and the service stays awake', async () => {
  const { storage } = services.urls;
  const { body: before } = await postDataset(storage, 'before');
  const other = new Sqlite(join(services.folder, 'data/storage/storage.db'));
  other.exec('begin immediate');
  // All of it is answered before the lock goes: who waited for it would wait for ever.
  const writes = Array.from({ length: 20 }, (_, index) => postDataset(storage, `locked ${index}`));
  expect((await call(`${storage}/health/live`)).status).toBe(200);
  for (const { status, headers, body } of await Promise.all(writes)) {
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
  }
  expect((await call<Dataset>(`${storage}/datasets/${before.id}`)).body).toEqual(before);
  other.exec('rollback');
  other.close();
  expect((await postDataset(storage, 'after')).status).toBe(201);
  expect((await listOf<Dataset>(storage, 'datasets')).map(({ name }) => name)).toEqual(['after', 'before']);
  await expectSound(services, join(services.folder, 'data/storage'));
});
