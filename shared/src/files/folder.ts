import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { StartError } from '../service/start-error.js';

/** Makes the folder that a setting names; throws a StartError where there cannot be one. */
export function openFolder(setting: string, path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`${setting} is ${path}, where there can be no folder (${code})`, { cause: error });
  }
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
