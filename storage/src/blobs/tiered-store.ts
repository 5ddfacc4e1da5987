import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { beginning, joined } from '@ml-microservices/shared/service';
import type { BlobRepository, Repositories } from '../db/repositories.js';
import type { BlobStore, Chunks, StagedBlob } from './blob-store.js';

/** What the database holds itself: up to here SQLite writes and reads it faster than a file system does. */
const SMALL_BYTES = 2 ** 17;

type Rows = Pick<Repositories, 'blobs' | 'transaction'>;

/**
 * Small blobs are rows, which one commit makes durable together with what refers to them; large ones are files, which
 * take three syncs more.
 */
export class TieredStore implements BlobStore {
  readonly #small: BlobRepository;
  readonly #transaction: Repositories['transaction'];
  readonly #large: BlobStore;

  constructor({ blobs, transaction }: Rows, large: BlobStore) {
    this.#small = blobs;
    this.#transaction = transaction;
    this.#large = large;
  }

  async stage(given: Chunks): Promise<StagedBlob> {
    const chunks = each(given);
    try {
      const { first, isAll } = await beginning(chunks, SMALL_BYTES);
      return isAll ? this.#stageSmall(Buffer.concat(first)) : await this.#large.stage(joined(first, chunks));
    } finally {
      await chunks.return();
    }
  }

  read(sha256: string, range?: { start: number; end: number }): Readable {
    const content = this.#small.find(sha256);
    if (!content) return this.#large.read(sha256, range);
    return Readable.from(range ? content.subarray(range.start, range.end + 1) : content);
  }

  async isIntact(sha256: string): Promise<boolean> {
    const content = this.#small.find(sha256);
    return content ? sha256Of(content) === sha256 : this.#large.isIntact(sha256);
  }

  async delete(sha256: string): Promise<void> {
    this.#small.delete(sha256);
    await this.#large.delete(sha256);
  }

  list(): AsyncIterable<string> {
    return this.#large.list();
  }

  check(): Promise<void> {
    return this.#large.check();
  }

  #stageSmall(content: Buffer): StagedBlob {
    const sha256 = sha256Of(content);
    const keep = async <T>(insert: () => T): Promise<T> =>
      this.#transaction(() => {
        this.#small.save(sha256, content);
        return insert();
      });
    return { sha256, bytes: content.length, keep, discard: async () => undefined };
  }
}

const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

async function* each(chunks: Chunks): AsyncGenerator<Uint8Array, void, void> {
  yield* chunks;
}
