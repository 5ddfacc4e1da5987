import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, ROOT } from '../config.js';
import { databasePath } from '../db/connection.js';

/** A database, and the folder of the bytes that its rows refer to. */
export interface Place {
  readonly database: string;
  readonly files: string;
}

export function placeOf({ database, files }: Config): Place {
  return { database: databasePath(database.url, ROOT), files: resolve(fileURLToPath(ROOT), files.path) };
}

/** Where the two are in a backup. */
export const placeIn = (folder: string): Place => ({
  database: join(folder, 'storage.db'),
  files: join(folder, 'files'),
});

export const blobIn = (files: string, sha256: string): string => join(files, sha256.slice(0, 2), sha256);
