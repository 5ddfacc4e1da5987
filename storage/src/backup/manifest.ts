import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@ml-microservices/shared/service';
import { compileStrict } from '@ml-microservices/shared/validation';
import Type, { type Static } from 'typebox';

/** What is in a backup. The files' own names are the sha256 of their bytes. */
const Manifest = Type.Object({
  version: Type.Literal(1),
  created_at: Type.String(),
  database_sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  rows: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
});
export type Manifest = Static<typeof Manifest>;

const isManifest = compileStrict(Manifest);
const pathIn = (folder: string) => join(folder, 'manifest.json');

export function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(pathIn(folder), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Throws StartError where the folder is no backup. */
export function readManifest(folder: string): Manifest {
  const manifest = parse(pathIn(folder));
  if (!isManifest(manifest)) throw new StartError(`${folder} is no backup: it has no manifest.json of one`);
  return manifest;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
