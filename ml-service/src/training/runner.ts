import type { Repeat, StartedRun, StorageClient } from '@ml-microservices/shared/clients';
import type { Dataset, Model, Run } from '@ml-microservices/shared/contracts';
import { BYTES_PER_MB, type CallHeaders, withRequestId } from '@ml-microservices/shared/service';
import type { FastifyBaseLogger } from 'fastify';
import { type ActiveRuns, RunStopped } from '../runs/active.js';
import type { CreateRun } from '../runs/create.js';
import { isFenced } from '../runs/fault.js';
import type { ProgressHub } from '../runs/hub.js';
import { patiently } from '../runs/patience.js';
import { RunRecorder } from '../runs/recorder.js';
import { resolvedOf } from './again.js';
import type { ResolvedTrainRequest } from './check-request.js';
import { Ending } from './ending.js';
import type { ChildJob } from './messages.js';
import type { Outbox, Trained } from './outbox.js';
import type { TrainerPool } from './pool.js';
import { Publisher } from './publisher.js';
import { MemoryQueue, queueFull, type RunQueue } from './queue.js';
import { etaOf, type TrainingProgress } from './reporter.js';
import type { KnownDataset } from './storage-source.js';

export interface TrainingOptions {
  readonly storage: StorageClient;
  readonly createRun: CreateRun;
  readonly storageUrl: string;
  readonly headers: () => CallHeaders;
  readonly hub: ProgressHub;
  readonly active: ActiveRuns;
  readonly outbox: Outbox;
  readonly pool: TrainerPool;
  readonly log: FastifyBaseLogger;
  readonly concurrency: number;
  readonly threads: number;
  readonly memoryLimitMb: number;
  /** Trainings that may wait; further ones are refused. */
  readonly maxQueued: number;
  readonly maxAttempts: number;
  /** Told of each model once it is published. */
  readonly onModel: (model: Model) => void;
}

interface Work {
  readonly run: Run;
  /** What it learns from, where its turn comes at once: it may change meanwhile, and a full queue's would be large. */
  readonly dataset?: KnownDataset;
}

/** Works on the training runs of the queue, each in a child process. */
export class TrainingRunner {
  readonly #options: TrainingOptions;
  readonly #publisher: Publisher;
  readonly #ending: Ending;
  readonly #queue: RunQueue;
  readonly #closing = new AbortController();
  /** Runs that were stored a moment ago and wait in the queue, as they are. */
  readonly #fresh = new Map<number, Work>();
  #starting = 0;

  constructor(options: TrainingOptions) {
    const { concurrency } = options;
    this.#options = options;
    this.#publisher = new Publisher(options);
    this.#ending = new Ending(options, this.#closing.signal);
    this.#queue = new MemoryQueue((runId) => this.#work(runId), concurrency);
  }

  /** Stores the run as queued, then queues it. Throws a problem where too many wait, save for a repeated request. */
  async start(request: ResolvedTrainRequest, dataset: Dataset, repeat: Repeat): Promise<StartedRun> {
    const { createRun, maxQueued } = this.#options;
    const { id: dataset_id, updated_at: dataset_updated_at, columns, sha256 } = dataset;
    this.#starting++;
    try {
      const isFull = this.#queue.length + this.#starting > maxQueued;
      if (isFull && !(await this.#isKnown(repeat))) throw queueFull(maxQueued);
      const run = { kind: 'training', dataset_id, dataset_updated_at, parameters: { ...request } } as const;
      const started = await createRun(run, repeat);
      if (started.replayed) return started;
      const { id } = started.run;
      this.#fresh.set(id, { run: started.run, ...(this.#queue.isIdle && { dataset: { columns, sha256 } }) });
      this.enqueue(id);
      return started;
    } finally {
      this.#starting--;
    }
  }

  get queueLength(): number {
    return this.#queue.length;
  }

  enqueue(runId: number): void {
    this.#queue.push(runId);
  }

  /** Takes a run that does not train yet out of the queue. */
  dequeue(runId: number): void {
    this.#queue.remove(runId);
    this.#fresh.delete(runId);
  }

  /** Publishes what an earlier process trained. What cannot be published ends its run: another one must not wait for it. */
  async publish(run: Pick<Run, 'id' | 'attempt'>, signal: AbortSignal): Promise<void> {
    const { outbox, log } = this.#options;
    try {
      await this.#publish(await outbox.read(run), signal);
    } catch (error) {
      signal.throwIfAborted();
      log.error({ err: error, run_id: run.id }, 'a trained model could not be published');
      await this.#ending.end(run, error);
    }
  }

  /** Stops: runs that are being trained go back into the queue of storage. */
  async close(): Promise<void> {
    this.#closing.abort(new RunStopped('closing'));
    await this.#queue.close();
  }

  /** Never rejects: what went wrong is in the run, or in the log. */
  async #work(runId: number): Promise<void> {
    try {
      while (await this.#attemptOf(runId));
    } catch (error) {
      this.#options.log.error({ err: error, run_id: runId }, 'a training run could not be worked on');
    }
  }

  /** True where the run waits for another attempt at once. */
  async #attemptOf(runId: number): Promise<boolean> {
    const { storage, active } = this.#options;
    const work = this.#fresh.get(runId) ?? {
      run: await patiently(() => storage.run(runId), this.#closing.signal),
    };
    this.#fresh.delete(runId);
    const { status, request_id } = work.run;
    if (status !== 'queued') return false;
    return withRequestId(request_id, () => active.during(runId, (signal) => this.#attempt(work, signal)));
  }

  async #attempt(work: Work, signal: AbortSignal): Promise<boolean> {
    const { run } = work;
    const { storage, hub, log, active, outbox } = this.#options;
    const onFenced = () => active.abort(run.id, new RunStopped('fenced'));
    const recorder = new RunRecorder(run, { storage, hub, log, onFenced });
    const stop = AbortSignal.any([signal, this.#closing.signal]);
    try {
      // The training need not wait for this: where the run is no longer ours, nothing of it is published.
      const begun = patiently(() => recorder.step({ status: 'running', stage: 'read', message: '' }), stop);
      const stopIfFenced = begun.catch((error) => {
        if (isFenced(error)) onFenced();
        throw error;
      });
      const [trained] = await Promise.all([this.#train(work, recorder, stop), stopIfFenced]);
      await recorder.close();
      await this.#publish(trained ?? (await outbox.read(run)), stop);
      return false;
    } catch (error) {
      await recorder.close();
      return this.#ending.end(run, error);
    }
  }

  async #publish(trained: Trained, signal: AbortSignal): Promise<void> {
    const model = await this.#publisher.publish(trained, signal);
    if (model) this.#options.onModel(model);
  }

  /** Null where the result is in the outbox. */
  #train(work: Work, recorder: RunRecorder, signal: AbortSignal): Promise<Trained | null> {
    return this.#options.pool.train(async (trainer) => {
      const began = performance.now();
      const onProgress = (progress: TrainingProgress) =>
        recorder.progress({ ...progress, ...etaOf(progress, performance.now() - began) });
      const result = await trainer.run({ type: 'train', job: this.#jobOf(work) }, { signal, onProgress });
      return result.type === 'trained' ? result.trained : null;
    });
  }

  #jobOf({ run, dataset }: Work): ChildJob {
    const { storageUrl, outbox, threads, memoryLimitMb } = this.#options;
    return {
      runId: run.id,
      attempt: run.attempt,
      headers: this.#options.headers(),
      request: resolvedOf(run),
      dataset,
      storageUrl,
      outbox: outbox.folder,
      threads,
      memoryLimitBytes: memoryLimitMb * BYTES_PER_MB,
    };
  }

  async #isKnown({ key }: Repeat): Promise<boolean> {
    return key !== undefined && (await this.#options.storage.answerTo(key)) !== null;
  }
}
