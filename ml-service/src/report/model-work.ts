import { PROBLEMS, Problem } from '@ml-microservices/shared/contracts';
import { BYTES_PER_MB, type CallHeaders } from '@ml-microservices/shared/service';
import { RunFault } from '../runs/fault.js';
import type { ChildResult, ModelWorkType } from '../training/messages.js';
import { newTicket, type Ticket, type TrainerPool } from '../training/pool.js';

export interface ModelWorkOptions {
  readonly storageUrl: string;
  readonly headers: () => CallHeaders;
  readonly pool: TrainerPool;
  readonly threads: number;
  readonly memoryLimitMb: number;
}

interface WorkCall {
  readonly runId?: number;
  readonly ticket?: Ticket;
  readonly signal?: AbortSignal;
}

/** Work on models that are there already, in the children that train. */
export class ModelWork {
  readonly #options: ModelWorkOptions;
  readonly #closing = new AbortController();

  constructor(options: ModelWorkOptions) {
    this.#options = options;
  }

  /** Throws a problem where the work cannot be done. */
  async run(
    type: ModelWorkType,
    modelIds: readonly number[],
    { runId, ticket = newTicket(true), signal = this.#closing.signal }: WorkCall = {},
  ): Promise<ChildResult> {
    const { pool, storageUrl, headers, threads, memoryLimitMb } = this.#options;
    const limits = { threads, memoryLimitBytes: memoryLimitMb * BYTES_PER_MB };
    const job = { modelIds, ...(runId && { runId }), headers: headers(), storageUrl, ...limits };
    try {
      return await pool.work(ticket, signal, (trainer, stop) =>
        trainer.run({ type, job }, { signal: stop, onProgress: () => undefined }),
      );
    } catch (error) {
      throw problemOf(error);
    }
  }

  /** Somebody waits for the work now. */
  hurry(ticket: Ticket): void {
    this.#options.pool.hurry(ticket);
  }

  close(): void {
    this.#closing.abort(new Problem('unavailable', 'The service is closing.'));
  }
}

const isProblemCode = (code: string): code is keyof typeof PROBLEMS => Object.hasOwn(PROBLEMS, code);

/** What a child tells of its end, as the answer to a request. */
function problemOf(error: unknown): unknown {
  if (!(error instanceof RunFault)) return error;
  const { code, message, reason, values } = error.error;
  return new Problem(isProblemCode(code) ? code : 'unavailable', message, { cause: error, reason, values });
}
