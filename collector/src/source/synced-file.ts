import { closeSync, constants, fdatasync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fdatasync);

/** A write that meets a sync waits for it, so syncs are rare. */
const SYNC_DELAY_MS = 100;

/**
 * A file whose bytes the system has when `write` returns, and the disk soon after: the death of the process loses
 * nothing, a loss of power the last moments. One sync runs at a time, so that calls never queue for the disk.
 */
export class SyncedFile {
  readonly #fd: number;
  #timer: NodeJS.Timeout | undefined;
  #syncing = Promise.resolve();

  /** Opens the file, which is made if it is not there. */
  constructor(path: string) {
    this.#fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  }

  get size(): number {
    return fstatSync(this.#fd).size;
  }

  read(start: number, end: number): Buffer {
    const bytes = Buffer.alloc(end - start);
    let at = 0;
    for (let got = -1; at < bytes.length && got !== 0; at += got) {
      got = readSync(this.#fd, bytes, at, bytes.length - at, start + at);
    }
    return bytes.subarray(0, at);
  }

  write(bytes: Uint8Array, position: number): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at, bytes.length - at, position + at);
    this.#timer ??= setTimeout(() => this.#sync(), SYNC_DELAY_MS);
  }

  /** Resolves when the bytes are on the disk. */
  async close(): Promise<void> {
    if (this.#timer) this.#sync();
    await this.#syncing;
    closeSync(this.#fd);
  }

  /** A disk that failed to sync once may lie from then on, so a failure ends the process: nothing more must be answered. */
  #sync(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#syncing = this.#syncing.then(() => sync(this.#fd));
  }
}
