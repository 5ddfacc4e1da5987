import { Problem } from '@ml-microservices/shared/contracts';

/**
 * The order in which runs are worked on. The row in storage is the truth about a run; the queue carries its id alone,
 * so that a queue outside of this process can take its place.
 */
export interface RunQueue {
  /** Runs that wait for their turn. */
  readonly length: number;
  /** Whether a run that is pushed now is worked on at once. */
  readonly isIdle: boolean;
  /** Adds a run behind the others, unless it is here already. */
  push(runId: number): void;
  /** Takes a run back that still waits. */
  remove(runId: number): void;
  /** Takes no further runs; resolves when those being worked on are done. */
  close(): Promise<void>;
}

/** First come, first served, `concurrency` at a time. `work` never rejects. */
export class MemoryQueue implements RunQueue {
  readonly #waiting: number[] = [];
  readonly #working = new Map<number, Promise<void>>();
  readonly #work: (runId: number) => Promise<void>;
  readonly #concurrency: number;
  #isClosed = false;

  constructor(work: (runId: number) => Promise<void>, concurrency: number) {
    this.#work = work;
    this.#concurrency = concurrency;
  }

  get length(): number {
    return this.#waiting.length;
  }

  get isIdle(): boolean {
    return this.#working.size < this.#concurrency;
  }

  push(runId: number): void {
    if (this.#waiting.includes(runId) || this.#working.has(runId)) return;
    this.#waiting.push(runId);
    this.#next();
  }

  remove(runId: number): void {
    const index = this.#waiting.indexOf(runId);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#working.values());
  }

  #next(): void {
    while (!this.#isClosed && this.isIdle) {
      const runId = this.#waiting.shift();
      if (runId === undefined) return;
      const working = this.#work(runId).finally(() => {
        this.#working.delete(runId);
        this.#next();
      });
      this.#working.set(runId, working);
    }
  }
}

/** The problem of a training that would be one too many. */
export function queueFull(maxQueued: number): Problem {
  const detail = `${maxQueued} trainings wait already (training.max_queued); please try again when some are done.`;
  return new Problem('too_many_requests', detail, {
    reason: 'queue_full',
    values: { limit: maxQueued },
    headers: { 'retry-after': '5' },
  });
}
