import { dirname, resolve } from 'node:path';
import { makeFolders, syncFolder } from '@ml-microservices/shared/files';

/** Makes the folder, and those above it, so that they survive a loss of power. */
export function makeFolder(path: string): void {
  const first = makeFolders(path, 0o700);
  if (first === undefined) return;
  for (let made = resolve(path); made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}
