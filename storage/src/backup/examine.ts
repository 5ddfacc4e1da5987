import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type Sqlite from 'better-sqlite3';
import { connect } from '../db/sqlite-connection.js';
import { blobIn, type Place } from './place.js';

export interface FileRow {
  readonly id: number;
  readonly name: string;
  readonly sha256: string;
}

/** What an examination saw, and what is wrong: nothing where `faults` is empty. */
export interface Finding {
  readonly rows: Readonly<Record<'datasets' | 'models' | 'runs' | 'files', number>>;
  readonly faults: readonly string[];
}

/** The files of a database whose bytes it does not hold itself. */
export function filesOf(database: string): FileRow[] {
  return reading(database, largeFiles);
}

/** Looks at every page of the database and at every byte that it refers to; a service may work with both meanwhile. */
export async function examine({ database, files }: Place): Promise<Finding> {
  const { rows, faults, large } = reading(database, (sqlite) => {
    const found = sqlite.pragma('integrity_check', { simple: true });
    const lost = sqlite.pragma('foreign_key_check') as unknown[];
    const count = (table: string) => sqlite.prepare<[], number>(`select count(*) from ${table}`).pluck().get() ?? 0;
    return {
      rows: { datasets: count('datasets'), models: count('models'), runs: count('runs'), files: count('files') },
      faults: [
        ...(found === 'ok' ? [] : [`the database is damaged: ${found}`]),
        ...(lost.length === 0 ? [] : [`${lost.length} rows refer to nothing`]),
        ...damagedRows(sqlite).map((file) => faultOf(file, 'damaged')),
      ],
      large: largeFiles(sqlite),
    };
  });
  for (const file of large) {
    const { sha256 } = file;
    const found = await sha256Of(blobIn(files, sha256));
    // What is gone by now may have been deleted since its row was read.
    if (found === null && !filesOf(database).some((file) => file.sha256 === sha256)) continue;
    if (found !== sha256) faults.push(faultOf(file, found === null ? 'missing' : 'damaged'));
  }
  return { rows, faults };
}

const faultOf = ({ id, name }: FileRow, how: string) => `the bytes of file ${id} (${name}) are ${how}`;

/** Databases of before held no bytes. */
const holdsBytes = (sqlite: Sqlite.Database) =>
  sqlite.prepare("select 1 from sqlite_schema where name = 'blobs'").get() !== undefined;

function largeFiles(sqlite: Sqlite.Database): FileRow[] {
  const where = holdsBytes(sqlite) ? 'where sha256 not in (select sha256 from blobs)' : '';
  return sqlite.prepare<[], FileRow>(`select id, name, sha256 from files ${where}`).all();
}

function damagedRows(sqlite: Sqlite.Database): FileRow[] {
  if (!holdsBytes(sqlite)) return [];
  sqlite.function('sha256', { deterministic: true }, (bytes) =>
    createHash('sha256')
      .update(bytes as Buffer)
      .digest('hex'),
  );
  const damaged = 'select id, name, sha256 from files join blobs using (sha256) where sha256(content) <> sha256';
  return sqlite.prepare<[], FileRow>(damaged).all();
}

/** Null where there is no such file. */
export async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}

function reading<T>(database: string, work: (sqlite: Sqlite.Database) => T): T {
  const sqlite = connect(database, { readonly: true, fileMustExist: true });
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}
