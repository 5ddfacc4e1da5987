import { join } from 'node:path';
import { StartError } from '@ml-microservices/shared/service';
import Sqlite from 'better-sqlite3';
import { connect } from '../db/sqlite-connection.js';

/** Who is just ending may still hold it. */
const TIMEOUT_MS = 500;

/**
 * Holds the folder for one process: what is cached, and swept as left by a crash, is so because nobody else writes. The
 * system ends the hold with the process, however that ends. Throws StartError where another process has it.
 */
export function holdFolder(folder: string): { release(): void } {
  const lock = connect(join(folder, 'lock'), { timeout: TIMEOUT_MS });
  try {
    // A journal would want room, which a full disk does not have.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!(error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY')) throw error;
    throw new StartError(`another storage service works with ${folder}: stop it first`, { cause: error });
  }
  return { release: () => void lock.close() };
}
