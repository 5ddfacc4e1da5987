import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { syncFolder } from '@ml-microservices/shared/files';
import { StartError } from '@ml-microservices/shared/service';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { makeFolder } from '../disk/folders.js';
import { fold } from './fold.js';
import * as schema from './schema.js';
import { connect } from './sqlite-connection.js';

export type Database = BetterSQLite3Database<typeof schema>;

export interface Connection {
  readonly db: Database;
  /** Another number after each change of a row; this process alone changes any. */
  revision(): number;
  /** Throws where the database cannot be read, or grows without end because another program reads it. */
  check(): void;
  close(): void;
}

/** Another program's lock must not freeze the event loop for long: better-sqlite3 waits synchronously. */
const BUSY_TIMEOUT_MS = 20;
const MAX_LOG_BYTES = 512 * 2 ** 20;
const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

interface Options {
  readonly migrationsFolder?: string;
  /** Beyond it the log of changes is a fault; it shrinks to an eighth of that when it was larger. */
  readonly maxLogBytes?: number;
}

export function databasePath(url: string, root: URL): string {
  return resolve(fileURLToPath(root), url.replace(/^file:/, ''));
}

/** Whether there is a database; an empty file is none. */
export function isThere(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Opens the database of a file and brings its schema up to date. What is committed is on the disk before the call
 * returns. Throws StartError where it is no database of this version or an earlier one, or is damaged.
 */
export function openDatabase(path: string, options: Options = {}): Connection {
  try {
    return open(path, options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message } = explained(error.cause instanceof Error ? error.cause : error);
    throw new StartError(`the database ${path} cannot be opened: ${message}`, { cause: error });
  }
}

const damaged = (how: unknown) =>
  new Error(`it is damaged (${String(how).replaceAll('\n', ' ')}); restore a backup: npm run restore`);

function explained(error: Error): Error {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CORRUPT')
    ? damaged(error.message)
    : error;
}

function open(path: string, options: Options): Connection {
  makeFolder(dirname(path));
  const sqlite = connect(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    return prepare(sqlite, options);
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function prepare(
  sqlite: Sqlite.Database,
  { migrationsFolder = MIGRATIONS, maxLogBytes = MAX_LOG_BYTES }: Options,
): Connection {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma(`journal_size_limit = ${maxLogBytes / 8}`);
  syncFolder(dirname(sqlite.name));
  refuseDamage(sqlite);
  const db = drizzle(sqlite, { schema });
  // A migration that rebuilds a table would empty its children by their foreign keys; inside a transaction the pragma is a no-op.
  sqlite.pragma('foreign_keys = OFF');
  copyBeforeMigration(sqlite, migrationsFolder);
  migrate(db, { migrationsFolder });
  const broken = sqlite.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`it has ${broken.length} rows that refer to nothing`);
  sqlite.pragma('foreign_keys = ON');
  sqlite.function('fold', { deterministic: true }, (text) => fold(String(text)));
  const probe = sqlite.prepare('select 1');
  const changes = sqlite.prepare<[], number>('select total_changes()').pluck();
  const check = () => {
    probe.get();
    refuseEndlessLog(`${sqlite.name}-wal`, maxLogBytes);
  };
  return { db, revision: () => changes.get() ?? 0, check, close: () => sqlite.close() };
}

function refuseDamage(sqlite: Sqlite.Database): void {
  const found = sqlite.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw damaged(found);
}

/** The log of changes cannot be emptied while another program reads on and on. */
function refuseEndlessLog(path: string, maxBytes: number): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= maxBytes) return;
  throw new Error(`its log has grown to ${bytes} bytes: another program keeps reading the database`);
}

/**
 * Leaves a copy of the database as it was before its schema changes, in place of an earlier one. Throws where a newer
 * version has written to it: an older service would write rows that its schema does not allow, or lacks fields of.
 */
function copyBeforeMigration(sqlite: Sqlite.Database, migrationsFolder: string): void {
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
  const tables = sqlite.prepare("select name from sqlite_schema where name = '__drizzle_migrations'").all();
  if (tables.length === 0) return;
  const latest = sqlite.prepare('select max(created_at) from __drizzle_migrations').pluck().get();
  if (latest === null || latest === known.at(-1)) return;
  if (!known.some((time) => time === latest)) throw new Error('a newer version of this service has written to it');
  const copy = `${sqlite.name}.before-migration`;
  if (existsSync(copy)) rmSync(copy);
  sqlite.prepare('vacuum into ?').run(copy);
}
