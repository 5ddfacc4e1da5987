import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '@ml-microservices/shared/contracts';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../scripts/services.mjs';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { settingsOf } from '../settings.js';
import { expectSound, filesIn, LARGE_ROWS, listOf, postDataset } from './stored.js';

let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

const CLIENTS = 4;

/** Runs a command of storage on the data of the services' folder. */
async function run(command: string, ...args: string[]) {
  const env = { PATH: process.env.PATH, ...settingsOf('storage', services.urls, services.folder) };
  const child = spawn(process.execPath, [`dist/commands/${command}.js`, ...args], { cwd: join(ROOT, 'storage'), env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

const data = () => join(services.folder, 'data/storage');
const idsIn = (path: string) => {
  const sqlite = new Sqlite(path, { readonly: true });
  try {
    return sqlite.prepare<[], number>('select id from datasets').pluck().all();
  } finally {
    sqlite.close();
  }
};

/** The control: whether a plain copy has what was acknowledged last, while somebody reads and keeps the log from its end. */
async function plainCopyHas(storage: string): Promise<boolean> {
  const reader = new Sqlite(join(data(), 'storage.db'));
  // Else the file may have nothing yet, not even a table.
  reader.pragma('wal_checkpoint');
  reader.exec('begin; select * from datasets');
  const { body } = await postDataset(storage, 'last');
  const copy = join(services.folder, 'copy.db');
  copyFileSync(join(data(), 'storage.db'), copy);
  reader.close();
  return idsIn(copy).includes(body.id);
}

it('D8: a backup under load has all that was acknowledged before, and is restored as it was', async () => {
  const { storage } = services.urls;
  const backup = join(services.folder, 'backups/1');
  const acknowledged: number[] = [];
  let isLoaded = true;
  // Each client stores and deletes, so that bytes come and go under the backup.
  const client = async (_: unknown, index: number) => {
    for (let n = 0; isLoaded; n++) {
      const { body } = await postDataset(storage, `c${index}-${n}`, { rows: n % 2 === 0 ? 500 : LARGE_ROWS });
      if (n % 3 === 2) await call(`${storage}/datasets/${body.id}?cascade=true`, { method: 'DELETE' });
      else acknowledged.push(body.id);
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20);

  const before = [...acknowledged];
  const taken = await run('backup', backup);
  expect(taken).toMatchObject({ code: 0, output: expect.stringMatching(/every byte was compared/) });
  isLoaded = false;
  await clients;
  expect(idsIn(join(backup, 'storage.db'))).toEqual(expect.arrayContaining(before));
  expect(await plainCopyHas(storage)).toBe(false);

  expect(await run('restore', backup)).toMatchObject({
    code: 1,
    output: expect.stringMatching(/there are data already/),
  });
  await services.kill('storage');
  rmSync(data(), { recursive: true });
  expect(await run('restore', backup)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^Restored the state of/),
  });
  await services.start('storage');
  const ids = (await listOf<Dataset>(storage, 'datasets')).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(before));
  await expectSound(services, data());
  expect(await run('examine')).toMatchObject({ code: 0, output: expect.stringMatching(/every page and every byte/) });
});

/** Turns one bit of a file in that folder of data. */
function turnFile(folder: string): void {
  const files = join(folder, 'files');
  const [sha256] = filesIn(files).filter((name) => name.length === 64);
  const path = join(files, sha256.slice(0, 2), sha256);
  const bytes = readFileSync(path);
  bytes[0] ^= 1;
  writeFileSync(path, bytes);
}

it('finds bytes that changed, on demand, and neither backs them up nor restores them', async () => {
  const good = join(services.folder, 'backups/good');
  expect((await run('backup', good)).code).toBe(0);
  turnFile(data());
  const found = { code: 1, output: expect.stringMatching(/the bytes of file \d+ \(.+\) are damaged/) };
  expect(await run('examine')).toMatchObject(found);
  expect(await run('backup', join(services.folder, 'backups/bad'))).toMatchObject(found);
  turnFile(data());
  await services.kill('storage');
  rmSync(data(), { recursive: true });
  mkdirSync(data());
  turnFile(good);
  expect(await run('restore', good)).toMatchObject(found);
  turnFile(good);
  expect((await run('restore', good)).code).toBe(0);
  await services.start('storage');
});

it('says in one line what keeps it from a folder, and does not take that for no backup', async () => {
  const folder = join(services.folder, 'backups/unreadable');
  mkdirSync(join(folder, 'manifest.json'), { recursive: true });
  const line = (text: string) => ({ code: 1, output: expect.stringMatching(new RegExp(`^${text}.*\n$`)) });
  expect(await run('restore', folder)).toEqual(line('EISDIR'));
  expect(await run('backup', '/dev/null/backup')).toEqual(line('ENOTDIR'));
});
