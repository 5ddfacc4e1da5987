import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/db/connection.js';
import { SqliteDatasets } from '../../src/db/datasets.js';
import { createFileRepository } from '../../src/db/files.js';
import { SqliteModels } from '../../src/db/models.js';
import { SqliteRuns } from '../../src/db/runs.js';
import { temporaryFolder } from '../build.js';

const MAX_LOG_BYTES = 8 * 2 ** 20;

it('D10: tells that the log grows while another program reads on and on, and shrinks it afterwards', () => {
  const path = join(temporaryFolder(), 'storage.db');
  const { db, check, close } = openDatabase(path, { maxLogBytes: MAX_LOG_BYTES });
  const modelsOf = new SqliteModels(db, new SqliteRuns(db));
  const files = createFileRepository(db, { datasetsOf: new SqliteDatasets(db, modelsOf), modelsOf });
  const row = { name: 'x'.repeat(200_000), media_type: 'text/plain', bytes: 1, sha256: 'a' };
  const write = () => db.transaction(() => files.create(row));
  const reader = new Sqlite(path, { readonly: true });
  reader.exec('begin; select * from files');
  const grow = () => {
    for (let n = 0; n < 100; n++) {
      write();
      check();
    }
  };
  expect(grow).toThrow(/^its log has grown to \d+ bytes: another program keeps reading the database$/);
  reader.close();
  // The first commit empties the log into the database, the next one begins it anew.
  write();
  write();
  check();
  grow();
  close();
});
