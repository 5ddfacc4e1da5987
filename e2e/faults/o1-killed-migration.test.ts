import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Model } from '@ml-microservices/shared/contracts';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../scripts/services.mjs';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { settingsOf } from '../settings.js';
import { rounds } from './rounds.js';
import { expectSoundDatabase, listOf } from './stored.js';
import { canTrace } from './strace.js';
import { ask, forest, isEnded, storeStripes, untilRun } from './trainings.js';

const isPossible = await canTrace();
let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage', 'ml_service']);
});
afterAll(() => services.close());

/** Makes the data those of the first release, whose journal has one migration, and whose bytes are all files. */
function toEarlierRelease(data: string): void {
  const sqlite = new Sqlite(join(data, 'storage.db'));
  const held = sqlite.prepare<[], { sha256: string; content: Buffer }>('select * from blobs').all();
  for (const { sha256, content } of held) {
    const folder = join(data, 'files', sha256.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, sha256), content);
  }
  sqlite.exec('drop table blobs');
  sqlite.exec('drop table evaluations');
  sqlite.exec('alter table models drop column description');
  sqlite.exec('delete from __drizzle_migrations where created_at > (select min(created_at) from __drizzle_migrations)');
  sqlite.close();
}

const isAlive = () =>
  call(`${services.urls.storage}/health/live`).then(
    () => true,
    () => false,
  );

/** Starts storage and kills it as it begins its n-th write to the database, or once it is up where that has fewer. */
async function startAndKill(nth: number): Promise<void> {
  const env = { PATH: process.env.PATH, ...settingsOf('storage', services.urls, services.folder) };
  const inject = `inject=pwrite64:signal=KILL:when=${nth}`;
  const args = ['-f', '-e', 'trace=pwrite64', '-e', inject, process.execPath, 'dist/main.js'];
  const child = spawn('strace', args, { cwd: join(ROOT, 'storage'), env, stdio: 'ignore', detached: true });
  const ended = once(child, 'exit');
  await Promise.race([ended, expect.poll(isAlive, { timeout: 60_000 }).toBe(true)]);
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  await ended;
  // What strace watched may outlive it by a moment, and would be taken for the next start.
  await expect.poll(isAlive).toBe(false);
}

it.skipIf(!isPossible)(
  'O1: a migration that is killed at any write is done by the next start, with every row',
  async () => {
    const { urls, folder } = services;
    const data = join(folder, 'data/storage');
    const { body } = await ask(urls, forest(await storeStripes(urls), 5));
    await untilRun(urls, body.run_id, isEnded);
    await services.stop('ml_service');
    const stored = async () => ({
      datasets: await listOf<Dataset>(urls.storage, 'datasets'),
      models: await listOf<Model>(urls.storage, 'models'),
      events: (await call(`${urls.storage}/runs/${body.run_id}/events`)).body,
      bytes: (await call(`${urls.storage}/datasets/1/download`)).body,
    });
    const before = await stored();
    for (let round = 0; round < rounds(4, 40); round++) {
      await services.stop('storage');
      toEarlierRelease(data);
      await startAndKill(1 + 3 * round);
      await services.start('storage');
      expect(await stored()).toEqual(before);
      expectSoundDatabase(join(data, 'storage.db'));
      // The table of a later migration is there again, and empty.
      expect((await call(`${urls.storage}/models/${before.models[0].id}/evaluation`)).status).toBe(404);
    }
  },
);
