import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelNew, Run } from '@ml-microservices/shared/contracts';

/** A trained model that storage does not have yet: its row, and its file beside it. */
export type TrainedRecord = Omit<ModelNew, 'file_id'>;

const NAME = /^run-\d+-\d+\.json$/;

/**
 * Results of trainings on their way to storage, as files of a folder, so that neither storage being away nor a crash
 * of this service loses one. A result is there once its record is: it is written last, and renamed into place.
 */
export class Outbox {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(folder: string): Promise<Outbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Outbox(folder);
  }

  async put(record: TrainedRecord, file: Uint8Array): Promise<void> {
    const path = this.#path(record.run_id, record.attempt);
    await writeDurably(`${path}.safetensors`, file);
    await writeDurably(`${path}.json.part`, JSON.stringify(record));
    await rename(`${path}.json.part`, `${path}.json`);
    await syncFolder(this.folder);
  }

  async record(runId: number, attempt: number): Promise<TrainedRecord> {
    return JSON.parse(await readFile(`${this.#path(runId, attempt)}.json`, 'utf8')) as TrainedRecord;
  }

  async has({ id, attempt }: Pick<Run, 'id' | 'attempt'>): Promise<boolean> {
    return (await readdir(this.folder)).includes(`run-${id}-${attempt}.json`);
  }

  file({ run_id, attempt }: TrainedRecord): Promise<Uint8Array> {
    return readFile(`${this.#path(run_id, attempt)}.safetensors`);
  }

  async delete({ run_id, attempt }: Pick<TrainedRecord, 'run_id' | 'attempt'>): Promise<void> {
    const path = this.#path(run_id, attempt);
    // The record goes first: without it the file is nothing.
    await rm(`${path}.json`, { force: true });
    await rm(`${path}.safetensors`, { force: true });
  }

  /** Deletes what a crash left half written, and answers the whole results. */
  async sweep(): Promise<TrainedRecord[]> {
    const names = await readdir(this.folder);
    const whole = names
      .filter((name) => NAME.test(name))
      .map((name) => name.slice(0, -'.json'.length))
      .filter((name) => names.includes(`${name}.safetensors`));
    const broken = names.filter((name) => !whole.includes(name.replace(/\.(json|safetensors)$/, '')));
    await Promise.all(broken.map((name) => rm(join(this.folder, name), { force: true })));
    return Promise.all(
      whole.map(async (name) => JSON.parse(await readFile(join(this.folder, `${name}.json`), 'utf8')) as TrainedRecord),
    );
  }

  #path(runId: number, attempt: number): string {
    return join(this.folder, `run-${runId}-${attempt}`);
  }
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** New names in a folder are durable only once the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
