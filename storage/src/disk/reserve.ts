import { randomFillSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFull } from './faults.js';

const CHUNK_BYTES = 2 ** 20;
const NAME = 'reserve';
/** Below this a database may not open: it writes before it reads. */
const LEAST_FREE_BYTES = 2 ** 20;

/**
 * Room that is kept beside the database. It is given up when the disk is full, so that what is stored can still be
 * read, deleted and told how it goes on; nothing new is accepted until there is room to take it back.
 */
export class DiskReserve {
  readonly #folder: string;
  readonly #bytes: number;
  #isHeld = false;

  /** Gives the reserve up at once where the disk is full, since a database cannot even be opened there. */
  constructor(folder: string, bytes: number) {
    this.#folder = folder;
    this.#bytes = bytes;
    const held = statSync(this.#path, { throwIfNoEntry: false })?.size === bytes;
    if (held && this.#free() >= LEAST_FREE_BYTES) this.#isHeld = true;
    else this.release();
    this.hold();
  }

  /** Takes the reserve back if there is room for twice as much; false where there is not. */
  hold(): boolean {
    if (this.#bytes === 0 || this.#isHeld) return true;
    if (this.#free() < 2 * this.#bytes) return false;
    try {
      this.#write();
      this.#isHeld = true;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
    return this.#isHeld;
  }

  release(): void {
    rmSync(this.#path, { force: true });
    this.#isHeld = false;
  }

  get #path(): string {
    return join(this.#folder, NAME);
  }

  #free(): number {
    const { bavail, bsize } = statfsSync(this.#folder);
    return bavail * bsize;
  }

  /** Of random bytes, which no file system stores in less room. */
  #write(): void {
    const partial = `${this.#path}.part`;
    const file = openSync(partial, 'w', 0o600);
    try {
      for (let left = this.#bytes; left > 0; left -= CHUNK_BYTES) {
        writeFileSync(file, randomFillSync(Buffer.alloc(Math.min(left, CHUNK_BYTES))));
      }
      fsyncSync(file);
      renameSync(partial, this.#path);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
  }
}
