import { closeSync, fdatasyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelNew, Run } from '@ml-microservices/shared/contracts';
import { syncFolder } from '@ml-microservices/shared/files';

/** A trained model that storage does not have yet: its row, and the bytes of its file. */
export interface Trained {
  readonly record: TrainedRecord;
  readonly file: Uint8Array;
}

export type TrainedRecord = Omit<ModelNew, 'file' | 'file_id'>;

/** A result whose file has no more bytes is handed on in one piece: from process to process, and to storage. */
export const MAX_INLINE_BYTES = 2 ** 20;

type Attempt = Pick<Run, 'id' | 'attempt'>;

const NAME = /^run-(\d+)-(\d+)\.trained$/;
const nameOf = ({ id, attempt }: Attempt) => `run-${id}-${attempt}.trained`;

/**
 * Results of trainings that wait for storage, so that neither its being away nor a crash of this service loses one. Each
 * is a file of a folder: a line of JSON, then the model's bytes. It is renamed into place once it is whole.
 */
export class Outbox {
  readonly folder: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.folder = folder;
  }

  /** Blocks until the result is durable. */
  put({ record, file }: Trained): void {
    const path = this.#path({ id: record.run_id, attempt: record.attempt });
    writeDurably(`${path}.part`, [Buffer.from(`${JSON.stringify(record)}\n`), file]);
    renameSync(`${path}.part`, path);
    syncFolder(this.folder);
  }

  async read(attempt: Attempt): Promise<Trained> {
    const bytes = await readFile(this.#path(attempt));
    const end = bytes.indexOf('\n');
    return { record: JSON.parse(bytes.toString('utf8', 0, end)) as TrainedRecord, file: bytes.subarray(end + 1) };
  }

  async has(attempt: Attempt): Promise<boolean> {
    return (await readdir(this.folder)).includes(nameOf(attempt));
  }

  async delete(attempt: Attempt): Promise<void> {
    await rm(this.#path(attempt), { force: true });
  }

  /** Deletes what a crash left half written, and answers whose results are here. */
  async sweep(): Promise<Attempt[]> {
    const names = await readdir(this.folder);
    const broken = names.filter((name) => !NAME.test(name));
    await Promise.all(broken.map((name) => rm(join(this.folder, name), { force: true })));
    return names.flatMap((name) => {
      const [, id, attempt] = NAME.exec(name) ?? [];
      return id === undefined ? [] : [{ id: Number(id), attempt: Number(attempt) }];
    });
  }

  #path(attempt: Attempt): string {
    return join(this.folder, nameOf(attempt));
  }
}

function writeDurably(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (const part of parts) writeWhole(file, part);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
