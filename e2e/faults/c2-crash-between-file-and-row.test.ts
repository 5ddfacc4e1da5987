import { join } from 'node:path';
import type { Dataset } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Services, startServices } from '../services.js';
import { expectSound, LARGE_ROWS, listOf, postDataset } from './stored.js';
import { canTrace, trace } from './strace.js';

const isPossible = await canTrace();
let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

/** What saving a large dataset consists of, in its order: a call, and whether it is kept where the process dies as it begins. */
const STEPS: [step: string, call: string, path: string | null, isKept: boolean][] = [
  ['the sync of the staged bytes', 'fdatasync', null, false],
  ['their renaming into place', 'rename', null, false],
  ['the sync of their folder', 'fsync', null, false],
  ['the sync of the folder above', 'fsync', 'files', false],
  ['the first write of the rows', 'pwrite64', null, false],
  ['the sync of the rows', 'fsync', 'storage.db-wal', true],
];

it.skipIf(!isPossible).each(STEPS)('a crash before %s leaves all or nothing', async (step, call, path, isKept) => {
  const data = join(services.folder, 'data/storage');
  const { storage } = services.urls;
  await postDataset(storage, `before ${step}`);
  const before = await listOf<Dataset>(storage, 'datasets');
  const only = path === null ? [] : ['-P', join(data, path)];
  await trace(services.pid('storage'), [...only, '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL`]);
  await expect(postDataset(storage, `through ${step}`, { rows: LARGE_ROWS })).rejects.toThrow();
  expect(await services.ended('storage')).toBe('SIGKILL');

  await services.start('storage');
  const after = await listOf<Dataset>(storage, 'datasets');
  expect(after.slice(after.length - before.length)).toEqual(before);
  // Before the last sync the rows are in the log already: a crash of the process alone does not lose them.
  expect(after.length - before.length).toBe(isKept ? 1 : 0);
  await expectSound(services, data);
});
