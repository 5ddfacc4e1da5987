import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../service/start-error.js';

/** Makes the folder that a setting names; throws a StartError where there cannot be one. */
export function openFolder(setting: string, path: string): string {
  try {
    makeFolders(path, 0o700);
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`${setting} is ${path}, where there can be no folder (${code})`, { cause: error });
  }
}

/**
 * Makes the folder, and those above it; returns the first that it made. Node's own (`recursive`) never returns where the
 * folder above takes none, as that of /proc does not.
 */
export function makeFolders(path: string, mode: number): string | undefined {
  const above = dirname(path);
  const first = existsSync(above) ? undefined : makeFolders(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
    return first;
  }
  return first ?? path;
}

/** A new name in a folder is durable only once the folder is. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
