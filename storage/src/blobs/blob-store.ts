import type { Readable } from 'node:stream';

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Bytes that are written but not yet visible. Exactly one of `keep` and `discard` ends it. */
export interface StagedBlob {
  readonly sha256: string;
  readonly bytes: number;
  /**
   * Makes the bytes readable under their sha256, and runs `insert`, which writes the row that refers to them. They are
   * never later than it: when this resolves both survive a loss of power. Rejects with what `insert` throws.
   */
  keep<T>(insert: () => T): Promise<T>;
  discard(): Promise<void>;
}

/** Immutable bytes by their sha256. */
export interface BlobStore {
  /** Stages bytes as they come. Rejects with what `chunks` throws; then nothing is left. */
  stage(chunks: Chunks): Promise<StagedBlob>;
  /** The bytes from `start` to `end`, both included. */
  read(sha256: string, range?: { start: number; end: number }): Readable;
  /** Whether the bytes are there, and are still those that were kept. */
  isIntact(sha256: string): Promise<boolean>;
  delete(sha256: string): Promise<void>;
  /** Every sha256 whose bytes may be unused: a crash may have come between them and their row. */
  list(): AsyncIterable<string>;
  /** Throws, in words that name no path, where nothing can be staged. */
  check(): Promise<void>;
}
