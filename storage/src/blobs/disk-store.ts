import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream, mkdirSync, openSync, renameSync } from 'node:fs';
import { open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '@ml-microservices/shared/files';
import { makeFolder } from '../disk/folders.js';
import type { BlobStore, Chunks, StagedBlob } from './blob-store.js';

const SHA256 = /^[0-9a-f]{64}$/;
const STAGING = 'staging';
const READ_BYTES = 2 ** 20;
const WRITE_BYTES = 2 ** 18;
/** No file is there, or a link, which is never followed: whoever planted it could have any file of this machine read. */
const MISSING = new Set<string | undefined>(['ENOENT', 'ELOOP']);

/** Blobs as files `ab/abcdef…` in a folder. They are staged inside it, so that keeping one is a rename. */
export class DiskStore implements BlobStore {
  readonly #root: string;
  /** Folders whose names are durable. */
  readonly #durable = new Set<string>();

  private constructor(root: string) {
    this.#root = root;
  }

  /** Opens the folder and clears what a crash left staged. */
  static async open(root: string): Promise<DiskStore> {
    await rm(join(root, STAGING), { recursive: true, force: true });
    makeFolder(join(root, STAGING));
    return new DiskStore(root);
  }

  async stage(chunks: Chunks): Promise<StagedBlob> {
    const path = join(this.#root, STAGING, randomUUID());
    const discard = () => rm(path, { force: true });
    try {
      const { sha256, bytes } = await writeDurably(path, chunks);
      const keep = async <T>(insert: () => T): Promise<T> => {
        this.#keep(path, sha256);
        return insert();
      };
      return { sha256, bytes, keep, discard };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  read(sha256: string, range?: { start: number; end: number }): Readable {
    return createReadStream('', { fd: this.#open(sha256), ...range });
  }

  async isIntact(sha256: string): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream('', { fd: this.#open(sha256), highWaterMark: READ_BYTES }), hash);
    } catch (error) {
      if (MISSING.has((error as NodeJS.ErrnoException).code)) return false;
      throw error;
    }
    return hash.digest('hex') === sha256;
  }

  async delete(sha256: string): Promise<void> {
    await rm(this.#path(sha256), { force: true });
  }

  async *list(): AsyncIterable<string> {
    for (const folder of await readdir(this.#root)) {
      if (folder.length === 2) yield* (await readdir(join(this.#root, folder))).filter((name) => SHA256.test(name));
    }
  }

  async isEmpty(): Promise<boolean> {
    for await (const _ of this.list()) return false;
    return true;
  }

  async check(): Promise<void> {
    const probe = join(this.#root, STAGING, randomUUID());
    const leave = () => rm(probe, { force: true });
    await writeFile(probe, 'can this be written?')
      .finally(leave)
      .catch((error: NodeJS.ErrnoException) => {
        throw new Error(`files cannot be written (${error.code})`, { cause: error });
      });
  }

  #keep(path: string, sha256: string): void {
    const folder = join(this.#root, sha256.slice(0, 2));
    makeOneFolder(folder);
    renameSync(path, this.#path(sha256));
    syncFolder(folder);
    if (this.#durable.has(folder)) return;
    // Whoever made the folder may not have got so far as to sync its name.
    syncFolder(this.#root);
    this.#durable.add(folder);
  }

  #open(sha256: string): number {
    return openSync(this.#path(sha256), constants.O_RDONLY | constants.O_NOFOLLOW);
  }

  #path(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('a blob is read by its sha256 alone');
    return join(this.#root, sha256.slice(0, 2), sha256);
  }
}

/** Not recursive, which would call a full disk a missing folder. */
function makeOneFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function writeDurably(path: string, chunks: Chunks): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of gathered(chunks)) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** The bytes in pieces of `WRITE_BYTES` or more: each write wakes another thread, which takes longer than a copy. */
async function* gathered(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < WRITE_BYTES) continue;
    yield Buffer.concat(waiting, size);
    [waiting, size] = [[], 0];
  }
  yield Buffer.concat(waiting, size);
}
