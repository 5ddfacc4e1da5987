import type { Readable } from 'node:stream';

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Bytes that are written but not yet visible. Exactly one of `keep` and `discard` ends it. */
export interface StagedBlob {
  readonly sha256: string;
  readonly bytes: number;
  /** Makes the bytes readable under their sha256; when it resolves they survive a loss of power. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Immutable bytes by their sha256. */
export interface BlobStore {
  /** Stages bytes as they come, or that are all there. Rejects with what `chunks` throws; then nothing is left. */
  stage(content: Chunks | Uint8Array): Promise<StagedBlob>;
  /** The bytes from `start` to `end`, both included. */
  read(sha256: string, range?: { start: number; end: number }): Readable;
  /** Whether the bytes are there, and are still those that were kept. */
  isIntact(sha256: string): Promise<boolean>;
  delete(sha256: string): Promise<void>;
  /** Every sha256 that can be read. */
  list(): AsyncIterable<string>;
  /** Throws, in words that name no path, where nothing can be staged. */
  check(): Promise<void>;
}
