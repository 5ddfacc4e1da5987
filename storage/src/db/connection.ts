import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartError } from '@ml-microservices/shared/service';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import * as schema from './schema.js';

export type Database = BetterSQLite3Database<typeof schema>;

export interface Connection {
  readonly db: Database;
  /** Another number after each change of a row; this process alone changes any. */
  revision(): number;
  /** Throws where the database cannot be read. */
  check(): void;
  close(): void;
}

/** Another program's lock must not freeze the event loop for long: better-sqlite3 waits synchronously. */
const BUSY_TIMEOUT_MS = 250;
const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/**
 * Opens `file:path` and brings its schema up to date. What is committed is on the disk before the call returns. Throws
 * StartError where it is no database of this version or an earlier one.
 */
export function openDatabase(url: string, root: URL, migrationsFolder = MIGRATIONS): Connection {
  const path = resolve(fileURLToPath(root), url.replace(/^file:/, ''));
  try {
    return open(path, migrationsFolder);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message } = error.cause instanceof Error ? error.cause : error;
    throw new StartError(`the database ${path} cannot be opened: ${message}`, { cause: error });
  }
}

function open(path: string, migrationsFolder: string): Connection {
  mkdirSync(dirname(path), { recursive: true });
  const sqlite = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  const db = drizzle(sqlite, { schema });
  // A migration that rebuilds a table would empty its children by their foreign keys; inside a transaction the pragma is a no-op.
  sqlite.pragma('foreign_keys = OFF');
  migrate(db, { migrationsFolder });
  refuseNewerSchema(sqlite, migrationsFolder);
  const broken = sqlite.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`it has ${broken.length} rows that refer to nothing`);
  sqlite.pragma('foreign_keys = ON');
  const probe = sqlite.prepare('select 1');
  const changes = sqlite.prepare<[], number>('select total_changes()').pluck();
  return { db, revision: () => changes.get() ?? 0, check: () => void probe.get(), close: () => sqlite.close() };
}

/** An older service would write rows that the newer schema does not allow, or lacks fields of. */
function refuseNewerSchema(sqlite: Sqlite.Database, migrationsFolder: string): void {
  const known = readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis);
  const latest = sqlite.prepare('select max(created_at) from __drizzle_migrations').pluck().get();
  if (!known.some((time) => time === latest)) throw new Error('a newer version of this service has written to it');
}
