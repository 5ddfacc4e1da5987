import type { Repeat, StartedRun, StorageClient } from '@ml-microservices/shared/clients';
import { type Model, Problem, type Run, type RunUpdate } from '@ml-microservices/shared/contracts';
import { withRequestId } from '@ml-microservices/shared/service';
import type { FastifyBaseLogger } from 'fastify';
import { type ActiveRuns, RunStopped } from '../runs/active.js';
import type { CreateRun } from '../runs/create.js';
import { faultOf, INTERNAL_FAULT } from '../runs/fault.js';
import type { ProgressHub } from '../runs/hub.js';
import { patiently } from '../runs/patience.js';
import { RunRecorder } from '../runs/recorder.js';
import { resolvedOf } from './again.js';
import type { ResolvedTrainRequest } from './check-request.js';
import type { ChildJob } from './messages.js';
import type { Outbox, TrainedRecord } from './outbox.js';
import type { TrainerPool } from './pool.js';
import { Publisher } from './publisher.js';
import { MemoryQueue, type RunQueue } from './queue.js';
import type { TrainingProgress } from './train.js';

export interface TrainingOptions {
  readonly storage: StorageClient;
  readonly createRun: CreateRun;
  readonly storageUrl: string;
  readonly hub: ProgressHub;
  readonly active: ActiveRuns;
  readonly outbox: Outbox;
  readonly pool: TrainerPool;
  readonly log: FastifyBaseLogger;
  readonly concurrency: number;
  readonly threads: number;
  readonly memoryLimitMb: number;
  /** Told of each model once it is published. */
  readonly onModel: (model: Model) => void;
}

const BYTES_PER_MB = 2 ** 20;

/** Works on the training runs of the queue, each in a child process. */
export class TrainingRunner {
  readonly #options: TrainingOptions;
  readonly #publisher: Publisher;
  readonly #queue: RunQueue;
  readonly #closing = new AbortController();

  constructor(options: TrainingOptions) {
    const { concurrency } = options;
    this.#options = options;
    this.#publisher = new Publisher(options);
    this.#queue = new MemoryQueue((runId) => this.#work(runId), concurrency);
  }

  /** Stores the run as queued, then queues it. */
  async start(request: ResolvedTrainRequest, repeat: Repeat): Promise<StartedRun> {
    const { dataset_id } = request;
    const started = await this.#options.createRun({ kind: 'training', dataset_id, parameters: { ...request } }, repeat);
    if (!started.replayed) this.enqueue(started.run.id);
    return started;
  }

  enqueue(runId: number): void {
    this.#queue.push(runId);
  }

  /** Takes a run that does not train yet out of the queue. */
  dequeue(runId: number): void {
    this.#queue.remove(runId);
  }

  /** Publishes what an earlier process trained. */
  async publish(record: TrainedRecord, signal: AbortSignal): Promise<void> {
    const model = await this.#publisher.publish(record, signal);
    if (model) this.#options.onModel(model);
  }

  /** Stops: runs that are being trained go back into the queue of storage. */
  async close(): Promise<void> {
    this.#closing.abort(new RunStopped('closing'));
    await this.#queue.close();
  }

  /** Never rejects: what went wrong is in the run, or in the log. */
  async #work(runId: number): Promise<void> {
    const { storage, active, log } = this.#options;
    try {
      const run = await patiently(() => storage.run(runId), this.#closing.signal);
      if (run.status !== 'queued') return;
      await withRequestId(run.request_id, () => active.during(runId, (signal) => this.#attempt(run, signal)));
    } catch (error) {
      log.error({ err: error, run_id: runId }, 'a training run could not be worked on');
    }
  }

  async #attempt(run: Run, signal: AbortSignal): Promise<void> {
    const { storage, hub, log, active } = this.#options;
    const recorder = new RunRecorder(run, {
      storage,
      hub,
      log,
      onFenced: () => active.abort(run.id, new RunStopped('fenced')),
    });
    const stop = AbortSignal.any([signal, this.#closing.signal]);
    try {
      // The training need not wait for this: where the run is no longer ours, nothing of it is published.
      const begun = patiently(() => recorder.step({ status: 'running', stage: 'read', message: '' }), stop);
      await Promise.all([begun, this.#train(run, recorder, stop)]);
      await recorder.close();
      const { outbox } = this.#options;
      await this.publish(await outbox.record(run.id, run.attempt), stop);
    } catch (error) {
      await this.#end(run, recorder, error);
    }
  }

  async #train(run: Run, recorder: RunRecorder, signal: AbortSignal): Promise<void> {
    await this.#options.pool.train(async (trainer) => {
      const began = performance.now();
      const onProgress = (progress: TrainingProgress) =>
        recorder.progress({ ...progress, ...etaOf(progress, performance.now() - began) });
      await trainer.run({ type: 'train', job: this.#jobOf(run) }, { signal, onProgress });
    });
  }

  #jobOf(run: Run): ChildJob {
    const { storageUrl, outbox, threads, memoryLimitMb } = this.#options;
    return {
      runId: run.id,
      attempt: run.attempt,
      requestId: run.request_id,
      request: resolvedOf(run),
      storageUrl,
      outbox: outbox.folder,
      threads,
      memoryLimitBytes: memoryLimitMb * BYTES_PER_MB,
    };
  }

  async #end(run: Run, recorder: RunRecorder, error: unknown): Promise<void> {
    const { outbox, log } = this.#options;
    await recorder.close();
    if (error instanceof RunStopped && error.reason === 'closing') return this.#putBack(run);
    await outbox.delete({ run_id: run.id, attempt: run.attempt });
    if (error instanceof RunStopped || isFenced(error)) return;
    const fault = faultOf(error);
    if (fault === INTERNAL_FAULT) log.error({ err: error, run_id: run.id }, 'a training failed');
    await patiently(() => recorder.step({ status: 'failed', error: fault }), this.#closing.signal);
  }

  /** The result of a training that is done waits in the outbox; only one that was cut short begins anew. */
  async #putBack(run: Run): Promise<void> {
    const { storage, hub, outbox } = this.#options;
    if (await outbox.has(run)) return;
    hub.publish(await storage.updateRun(run.id, requeued(run)));
  }
}

/** The step that makes a run wait for its next attempt. */
export function requeued({ attempt }: Run): RunUpdate {
  return { attempt: attempt + 1, status: 'queued', progress: 0, stage: 'queued', message: '' };
}

function isFenced(error: unknown): boolean {
  return error instanceof Problem && error.code === 'conflict';
}

/** Time left if the rest goes as fast as what is done. */
function etaOf({ progress }: TrainingProgress, elapsedMs: number): { eta_ms?: number } {
  if (progress <= 0) return {};
  return { eta_ms: Math.round((elapsedMs * (1 - progress)) / progress) };
}
