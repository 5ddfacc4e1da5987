import { existsSync, readdirSync, renameSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '@ml-microservices/shared/files';
import { StartError } from '@ml-microservices/shared/service';
import { makeFolder } from '../disk/folders.js';
import { examine, filesOf, sha256Of } from './examine.js';
import { type Manifest, readManifest } from './manifest.js';
import { blobIn, type Place, placeIn } from './place.js';
import { syncTree } from './sync-tree.js';

/**
 * Puts a backup in the place of data that are gone. The database comes last: until then there is none, and a service
 * would not start. Throws StartError where the backup is not whole, or anything is in the place already.
 */
export async function restore(folder: string, to: Place): Promise<Manifest> {
  const manifest = readManifest(folder);
  refuseExisting(to);
  const from = placeIn(folder);
  if ((await sha256Of(from.database)) !== manifest.database_sha256) {
    throw new StartError(`nothing was restored: the database in ${folder} is missing or damaged`);
  }
  const { faults } = await examine(from);
  if (faults.length > 0) throw new StartError(`nothing was restored: ${faults.join('; ')}`);
  makeFolder(to.files);
  makeFolder(dirname(to.database));
  for (const { sha256 } of filesOf(from.database)) {
    const path = blobIn(to.files, sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await copyFile(blobIn(from.files, sha256), path);
  }
  syncTree(to.files);
  const partial = `${to.database}.part`;
  await copyFile(from.database, partial);
  syncTree(dirname(to.database));
  renameSync(partial, to.database);
  syncFolder(dirname(to.database));
  return manifest;
}

function refuseExisting({ database, files }: Place): void {
  const found = [database, `${database}-wal`, `${database}-shm`].filter((path) => existsSync(path));
  if (existsSync(files) && readdirSync(files).some((name) => name.length === 2)) found.push(files);
  if (found.length === 0) return;
  throw new StartError(`there are data already: stop the service and move ${found.join(', ')} away first`);
}
