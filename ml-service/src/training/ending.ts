import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Run, RunUpdate } from '@ml-microservices/shared/contracts';
import type { FastifyBaseLogger } from 'fastify';
import { RunStopped } from '../runs/active.js';
import { faultOf, INTERNAL_FAULT, isFenced } from '../runs/fault.js';
import type { ProgressHub } from '../runs/hub.js';
import { isPassing, patiently } from '../runs/patience.js';
import type { Outbox } from './outbox.js';

type Attempt = Pick<Run, 'id' | 'attempt'>;

interface EndingOptions {
  readonly storage: Pick<StorageClient, 'updateRun'>;
  readonly hub: ProgressHub;
  readonly outbox: Outbox;
  readonly log: FastifyBaseLogger;
  readonly maxAttempts: number;
}

/** What becomes of a training run whose attempt was cut short. */
export class Ending {
  readonly #options: EndingOptions;
  readonly #closing: AbortSignal;

  constructor(options: EndingOptions, closing: AbortSignal) {
    this.#options = options;
    this.#closing = closing;
  }

  /** True where the run begins again at once: storage went away under it. */
  async end(run: Attempt, error: unknown): Promise<boolean> {
    const { outbox, log, maxAttempts } = this.#options;
    if (error instanceof RunStopped && error.reason === 'closing') {
      await this.#putBack(run);
      return false;
    }
    await outbox.delete(run);
    if (error instanceof RunStopped || isFenced(error)) return false;
    const isAgain = isPassing(error) && run.attempt < maxAttempts;
    const fault = faultOf(error);
    if (fault === INTERNAL_FAULT) log.error({ err: error, run_id: run.id }, 'a training failed');
    await this.#insist(run, isAgain ? requeued(run) : { attempt: run.attempt, status: 'failed', error: fault });
    return isAgain;
  }

  /** A refusal is no fault: the step was taken before its answer got lost, or the run was cancelled meanwhile. */
  async #insist(run: Attempt, update: RunUpdate): Promise<void> {
    try {
      await patiently(() => this.#step(run, update), this.#closing);
    } catch (error) {
      if (!isFenced(error)) throw error;
    }
  }

  /** The result of a training that is done waits in the outbox; only one that was cut short begins anew. */
  async #putBack(run: Attempt): Promise<void> {
    if (!(await this.#options.outbox.has(run))) await this.#step(run, requeued(run));
  }

  async #step({ id }: Attempt, update: RunUpdate): Promise<void> {
    const { storage, hub } = this.#options;
    hub.publish(await storage.updateRun(id, update));
  }
}

/** The step that makes a run wait for its next attempt. */
export function requeued({ attempt }: Attempt): RunUpdate {
  return { attempt: attempt + 1, status: 'queued', progress: 0, stage: 'queued', message: '' };
}
