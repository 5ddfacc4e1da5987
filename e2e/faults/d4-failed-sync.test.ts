import { join } from 'node:path';
import type { Batch, Dataset } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { expectSound, LARGE_ROWS, listOf, postDataset } from './stored.js';
import { canTrace, trace } from './strace.js';

const isPossible = await canTrace();
let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

const CLIENTS = 6;

it.skipIf(!isPossible).each([
  ['of the bytes', 'fdatasync', null],
  ['of their folder', 'fsync', 'files'],
  ['of the log', 'fsync', 'storage.db-wal'],
])('after one failed sync %s nothing more is acknowledged, and a start finds all that was', async (of, name, path) => {
  const { storage } = services.urls;
  const acknowledged: Dataset[] = await listOf<Dataset>(storage, 'datasets');
  const data = join(services.folder, 'data/storage');
  const only = path === null ? [] : ['-P', join(data, path)];
  await trace(services.pid('storage'), [...only, '-e', `trace=${name}`, '-e', `inject=${name}:error=EIO:when=3`]);
  let failures = 0;
  const client = async (_: unknown, index: number) => {
    for (let n = 0; ; n++) {
      const hadFailed = failures > 0;
      const answer = await postDataset(storage, `${of}-${index}-${n}`, { rows: LARGE_ROWS }).catch(() => null);
      if (answer === null) return;
      if (answer.status === 201) {
        // Asked for after the failure was told: it must have been refused.
        expect(hadFailed).toBe(false);
        acknowledged.push(answer.body);
      } else {
        expect([500, 503]).toContain(answer.status);
        failures++;
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  expect(failures).toBeGreaterThan(0);
  expect(await services.ended('storage')).toBe(1);

  await services.start('storage');
  for (const dataset of acknowledged) {
    expect((await call<Dataset>(`${storage}/datasets/${dataset.id}`)).body).toEqual(dataset);
  }
  await expectSound(services, data);
});

it.skipIf(!isPossible)('after a failed sync the collector ends too, and a start gives no row again', async () => {
  await services.start('collector');
  // Of each thread the third one, so that there must be further syncs after the first.
  await trace(services.pid('collector'), ['-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=3']);
  const batch = () => call<Batch>(`${services.urls.collector}/batch?size=1`).catch(() => null);
  let next = 0;
  for (let answer = await batch(); answer !== null; answer = await batch()) {
    expect(answer.status).toBe(200);
    next = answer.body.offset + answer.body.size;
  }
  expect(await services.ended('collector')).toBe(1);
  await services.start('collector');
  expect((await batch())?.body.offset).toBeGreaterThanOrEqual(next);
});
