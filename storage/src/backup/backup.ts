import { constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeFolders, syncFolder } from '@ml-microservices/shared/files';
import { StartError } from '@ml-microservices/shared/service';
import { isThere } from '../db/connection.js';
import { connect } from '../db/sqlite-connection.js';
import { examine, filesOf, sha256Of } from './examine.js';
import { type Manifest, writeManifest } from './manifest.js';
import { blobIn, type Place, placeIn } from './place.js';
import { syncTree } from './sync-tree.js';

/** Something may be deleted between the copy of the database and that of the bytes; then both are taken anew. */
const MAX_TRIES = 5;

/**
 * Copies the database and the bytes that it refers to into a new folder, while a service works with them: all that was
 * acknowledged before is in it. The folder is there once it is whole and examined. Throws StartError where it cannot be.
 */
export async function backup(from: Place, folder: string): Promise<Manifest> {
  const target = resolve(folder);
  if (existsSync(target)) throw new StartError(`${target} is there already: name a new folder`);
  if (!isThere(from.database)) throw new StartError(`there is no database ${from.database}`);
  const partial = `${target}.part`;
  rmSync(partial, { recursive: true, force: true });
  makeFolders(partial, 0o700);
  try {
    const manifest = await copy(from, partial);
    syncTree(partial);
    renameSync(partial, target);
    syncFolder(dirname(target));
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

async function copy(from: Place, folder: string): Promise<Manifest> {
  const to = placeIn(folder);
  for (let tries = 1; ; tries++) {
    const created_at = new Date().toISOString();
    copyDatabase(from.database, to.database);
    if (!(await copyFiles(from, to)) && tries < MAX_TRIES) continue;
    const { rows, faults } = await examine(to);
    if (faults.length > 0) throw new StartError(`no backup was made: ${faults.join('; ')}`);
    const database_sha256 = (await sha256Of(to.database)) ?? '';
    const manifest = { version: 1 as const, created_at, database_sha256, rows };
    writeManifest(folder, manifest);
    return manifest;
  }
}

/** One consistent state of the database, without its log. */
function copyDatabase(from: string, to: string): void {
  rmSync(to, { force: true });
  const sqlite = connect(from, { readonly: true, fileMustExist: true });
  try {
    sqlite.prepare('vacuum into ?').run(to);
  } finally {
    sqlite.close();
  }
}

/** False where bytes were deleted since the database was copied. What an earlier try copied in vain goes. */
async function copyFiles(from: Place, to: Place): Promise<boolean> {
  rmSync(to.files, { recursive: true, force: true });
  mkdirSync(to.files);
  for (const { sha256 } of filesOf(to.database)) {
    const path = blobIn(to.files, sha256);
    await mkdir(dirname(path), { recursive: true });
    try {
      await copyFile(blobIn(from.files, sha256), path, constants.COPYFILE_FICLONE);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return false;
    }
  }
  return true;
}
