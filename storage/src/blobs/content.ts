import type { Readable } from 'node:stream';
import { Problem, type StoredFile } from '@ml-microservices/shared/contracts';
import type { FileRepository } from '../db/repositories.js';
import type { BlobStore, Chunks, StagedBlob } from './blob-store.js';

/**
 * Joins the blobs with the rows that refer to them: bytes are kept before or with their row, and go when no row refers
 * to them. Rows may share bytes, so bytes that are just being kept are not taken away under a new row.
 */
export class Content {
  readonly #blobs: BlobStore;
  readonly #files: Pick<FileRepository, 'isReferenced'>;
  readonly #held = new Map<string, number>();
  readonly #deleting = new Map<string, Promise<unknown>>();

  constructor(blobs: BlobStore, files: Pick<FileRepository, 'isReferenced'>) {
    this.#blobs = blobs;
    this.#files = files;
  }

  stage(chunks: Chunks): Promise<StagedBlob> {
    return this.#blobs.stage(chunks);
  }

  read(sha256: string, range?: { start: number; end: number }): Readable {
    return this.#blobs.read(sha256, range);
  }

  /** Throws a problem where the bytes of `file` are not there. */
  part(file: Pick<StoredFile, 'id' | 'sha256'>, range: { start: number; end: number }): Readable {
    try {
      return this.read(file.sha256, range);
    } catch (cause) {
      throw damaged(file, cause);
    }
  }

  /** Throws a problem where the bytes of `file` are no longer those that were stored. */
  async checkIntact(file: Pick<StoredFile, 'id' | 'sha256'>): Promise<void> {
    if (!(await this.#blobs.isIntact(file.sha256))) throw damaged(file);
  }

  check(): Promise<void> {
    return this.#blobs.check();
  }

  /** Keeps the blob and runs `insert`, which writes the row; where that throws the bytes are released. */
  async keep<T>(blob: StagedBlob, insert: () => T): Promise<T> {
    const { sha256 } = blob;
    let isUsed = false;
    this.#held.set(sha256, (this.#held.get(sha256) ?? 0) + 1);
    try {
      await this.#deleting.get(sha256);
      return await blob.keep(() => {
        const answer = insert();
        isUsed = this.#files.isReferenced(sha256);
        return answer;
      });
    } catch (error) {
      await blob.discard();
      throw error;
    } finally {
      const holders = (this.#held.get(sha256) ?? 1) - 1;
      if (holders > 0) this.#held.set(sha256, holders);
      else this.#held.delete(sha256);
      if (!isUsed) await this.release(sha256);
    }
  }

  /** Deletes the bytes if nothing refers to them. */
  async release(sha256: string): Promise<void> {
    // Others may have waited for the same deletion, and begun the next one.
    while (this.#deleting.has(sha256)) await this.#deleting.get(sha256);
    if (this.#held.has(sha256) || this.#files.isReferenced(sha256)) return;
    const deletion = this.#blobs.delete(sha256);
    // Who keeps the same bytes meanwhile must come after their deletion, not under it.
    const settled = deletion.catch(() => undefined).finally(() => this.#deleting.delete(sha256));
    this.#deleting.set(sha256, settled);
    await deletion;
  }

  /** Deletes all bytes that no row refers to: what a crash left between the two. */
  async sweep(): Promise<void> {
    for await (const sha256 of this.#blobs.list()) await this.release(sha256);
  }
}

function damaged({ id }: Pick<StoredFile, 'id'>, cause?: unknown): Problem {
  const detail = `The stored bytes of file ${id} are damaged; restore them from a backup.`;
  return new Problem('artifact_corrupt', detail, { cause });
}
