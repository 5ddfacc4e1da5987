import { join } from 'node:path';
import type { Dataset } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { rounds } from './rounds.js';
import { expectSound, listOf, postDataset } from './stored.js';
import { canTrace, trace } from './strace.js';

const isPossible = await canTrace();
let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

const WRITES = Array.from({ length: rounds(6, 60) }, (_, n) => n + 1);

/** What a write of the database answers with, and what the client is told then. */
const FAULTS: [error: string, status: number][] = [
  ['ENOSPC', 507],
  ['EIO', 503],
  ['EROFS', 503],
];

it.skipIf(!isPossible).each(FAULTS)(
  'the n-th write that ends with %s applies nothing, and the next goes on',
  async (error, status) => {
    const { storage } = services.urls;
    let refused = 0;
    for (const n of WRITES) {
      const before = await listOf<Dataset>(storage, 'datasets');
      const inject = `inject=pwrite64:error=${error}:when=${n}+`;
      const tracing = await trace(services.pid('storage'), ['-e', 'trace=pwrite64', '-e', inject]);
      const answer = await postDataset(storage, `${error}-${n}`);
      await tracing.stop();
      const after = await listOf<Dataset>(storage, 'datasets');
      if (answer.status === 201) expect(after.length).toBe(before.length + 1);
      else {
        refused++;
        expect(answer.status).toBe(status);
        if (status === 503) expect(answer.headers.get('retry-after')).toBe('1');
        expect(answer.body.detail).toMatch(/nothing was stored/);
        expect(after).toEqual(before);
      }
      expect((await postDataset(storage, `${error}-${n} again`)).status).toBe(201);
    }
    expect(refused).toBeGreaterThan(0);
    await expectSound(services, join(services.folder, 'data/storage'));
  },
);

it.skipIf(!isPossible)('a disk that became read-only refuses writes, gives what it has, and works again', async () => {
  const { storage } = services.urls;
  const { body: dataset } = await postDataset(storage, 'before');
  const calls = 'pwrite64,fdatasync,rename,mkdir,unlink,ftruncate';
  const tracing = await trace(services.pid('storage'), ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EROFS`]);
  const refused = await postDataset(storage, 'during');
  expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
  expect((await call(`${storage}/datasets/${dataset.id}/download`)).status).toBe(200);
  expect((await listOf<Dataset>(storage, 'datasets'))[0].id).toBe(dataset.id);
  await tracing.stop();
  expect((await postDataset(storage, 'after')).status).toBe(201);
});
