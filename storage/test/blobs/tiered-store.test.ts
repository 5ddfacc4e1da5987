import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '@ml-microservices/shared/service';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { examine } from '../../src/backup/examine.js';
import { placeIn } from '../../src/backup/place.js';
import { DiskStore } from '../../src/blobs/disk-store.js';
import { TieredStore } from '../../src/blobs/tiered-store.js';
import { openRepositories } from '../../src/db/sqlite.js';
import { build, createFile, LARGE_CSV, storedFiles, temporaryFolder } from '../build.js';

const MOST_HELD = 2 ** 17;

let folder: string;
let app: App;
beforeEach(async () => {
  folder = temporaryFolder();
  app = await build(folder);
});

const filesOnDisk = () => readdirSync(join(folder, 'files')).filter((name) => name.length === 2).length;
const download = (headers: Record<string, string> = {}) => app.inject({ url: '/files/1/download', headers });

function change(sql: string): void {
  const sqlite = new Sqlite(join(folder, 'storage.db'));
  sqlite.exec(sql);
  sqlite.close();
}

describe.each([
  [MOST_HELD, 0],
  [MOST_HELD + 1, 1],
])('of %i bytes', (bytes, files) => {
  const content = Buffer.alloc(bytes, 'abcdefg');

  it(`a file lies in ${files} files on the disk, and is sent as it came`, async () => {
    const { sha256 } = await createFile(app, content);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect([filesOnDisk(), storedFiles(folder)]).toEqual([files, [sha256]]);
    expect((await download()).rawPayload.equals(content)).toBe(true);
    const part = await download({ range: 'bytes=7-9' });
    expect([part.statusCode, part.body]).toEqual([206, 'abc']);
    await createFile(app, content);
    expect(storedFiles(folder)).toEqual([sha256]);
  });
});

it('bytes that cannot be staged are let go where they come from', async () => {
  const root = temporaryFolder();
  const repositories = openRepositories({ path: join(root, 'storage.db'), keepHours: 1 });
  onTestFinished(() => repositories.close());
  const store = new TieredStore(repositories, await DiskStore.open(join(root, 'files')));
  rmSync(join(root, 'files/staging'), { recursive: true });
  let isLetGo = false;
  async function* endless() {
    try {
      for (;;) yield Buffer.alloc(MOST_HELD);
    } finally {
      isLetGo = true;
    }
  }
  await expect(store.stage(endless())).rejects.toThrow('ENOENT');
  expect(isLetGo).toBe(true);
});

it('bytes that the database holds and that changed are not sent, and an examination finds them', async () => {
  await createFile(app, 'hello', 'greeting.txt');
  change("update blobs set content = cast('hullo' as blob)");
  expect((await download()).json().code).toBe('artifact_corrupt');
  const { faults } = await examine(placeIn(folder));
  expect(faults).toEqual(['the bytes of file 1 (greeting.txt) are damaged']);
});

it('bytes that the database holds and no row refers to are gone after a start', async () => {
  const { sha256 } = await createFile(app, 'hello');
  await app.close();
  change("insert into blobs values ('0000', 'orphan')");
  expect(storedFiles(folder)).toHaveLength(2);
  await build(folder);
  expect(storedFiles(folder)).toEqual([sha256]);
});

it('a database of before, which held no bytes, is examined too', async () => {
  await createFile(app, LARGE_CSV);
  await app.close();
  change('drop table blobs');
  expect(await examine(placeIn(folder))).toMatchObject({ faults: [], rows: { files: 1 } });
});
