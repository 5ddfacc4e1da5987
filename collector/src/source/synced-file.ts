import { closeSync, constants, fdatasync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * A file whose bytes the system has when `write` returns, and the disk right after: the death of the process loses
 * nothing, a loss of power the last moments. One sync runs at a time, so that calls never queue for the disk.
 */
export class SyncedFile {
  readonly #fd: number;
  #isDirty = false;
  #syncing = false;
  #synced = () => {};

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
    this.#isDirty = true;
    if (!this.#syncing) this.#sync();
  }

  /** Resolves when the bytes are on the disk. */
  async close(): Promise<void> {
    if (this.#syncing) await new Promise<void>((resolve) => (this.#synced = resolve));
    closeSync(this.#fd);
  }

  #sync(): void {
    this.#isDirty = false;
    this.#syncing = true;
    fdatasync(this.#fd, (error) => {
      // A disk that failed to sync once may lie from then on: nothing more must be answered.
      if (error) throw error;
      this.#syncing = false;
      if (this.#isDirty) this.#sync();
      else this.#synced();
    });
  }
}
