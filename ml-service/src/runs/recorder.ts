import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Run, RunStep, RunUpdate } from '@ml-microservices/shared/contracts';
import type { FastifyBaseLogger } from 'fastify';
import { isFenced } from './fault.js';
import type { ProgressHub } from './hub.js';

/** At most 10 progress events a second. */
const INTERVAL_MS = 100;

type Progress = Pick<RunUpdate, 'progress' | 'stage' | 'message' | 'note' | 'metrics' | 'eta_ms'>;

export interface RecorderOptions {
  readonly storage: Pick<StorageClient, 'updateRun'>;
  readonly hub: ProgressHub;
  readonly log: FastifyBaseLogger;
  /** Called where storage says that the run is no longer ours: it was cancelled, or another attempt has it. */
  readonly onFenced: () => void;
}

/** Writes the steps of one attempt of a run to storage, one after the other, and tells them to the hub. */
export class RunRecorder {
  readonly #run: Pick<Run, 'id' | 'attempt'>;
  readonly #options: RecorderOptions;
  #last: Promise<unknown> = Promise.resolve();
  #waiting: Progress | null = null;
  #timer: NodeJS.Timeout | undefined;
  #nextAt = 0;

  constructor(run: Pick<Run, 'id' | 'attempt'>, options: RecorderOptions) {
    this.#run = run;
    this.#options = options;
  }

  /** Writes a step that must not get lost. Progress that still waits is dropped: this step is newer. */
  step(update: Omit<RunUpdate, 'attempt'>): Promise<RunStep> {
    this.#drop();
    this.#nextAt = performance.now() + INTERVAL_MS;
    return this.#write(update);
  }

  /** Notes progress: the newest is written at the next turn of its interval. Storage being away does not stop the work. */
  progress(progress: Progress): void {
    this.#waiting = progress;
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(0, this.#nextAt - performance.now()));
  }

  /** Resolves when everything is written that was begun. */
  async close(): Promise<void> {
    this.#drop();
    await this.#last;
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = null;
  }

  #flush(): void {
    const progress = this.#waiting;
    this.#drop();
    if (!progress) return;
    this.#nextAt = performance.now() + INTERVAL_MS;
    this.#write(progress).catch((error) => this.#onProgressFault(error));
  }

  #write(update: Omit<RunUpdate, 'attempt'>): Promise<RunStep> {
    const { storage, hub } = this.#options;
    const { id, attempt } = this.#run;
    const written = this.#last.then(async () => {
      const step = await storage.updateRun(id, { ...update, attempt }).catch((error) => {
        if (isFenced(error)) hub.forget(id);
        throw error;
      });
      hub.publish(step);
      return step;
    });
    this.#last = written.catch(() => undefined);
    return written;
  }

  #onProgressFault(error: unknown): void {
    const { log, onFenced } = this.#options;
    if (isFenced(error)) onFenced();
    else log.warn({ err: error, run_id: this.#run.id }, 'progress was not stored');
  }
}
