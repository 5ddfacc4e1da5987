import { FINAL_STATUSES, type Run, type RunStep } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';

const MAX_RUNS_KNOWN = 10_000;

type Listener = (step: RunStep) => void;

export function isFinal({ status }: Pick<Run, 'status'>): boolean {
  return FINAL_STATUSES.some((final) => final === status);
}

/** Tells the steps of runs, once storage has them, to whoever listens in this process. */
export class ProgressHub {
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #last = new LRUCache<number, number>({ max: MAX_RUNS_KNOWN });
  readonly #closing = new AbortController();

  /** Aborts when the service closes: whoever waits for a step must let go, or the server would not close. */
  readonly closed = this.#closing.signal;

  close(): void {
    this.#closing.abort();
  }

  publish(step: RunStep): void {
    this.#last.set(step.run.id, step.event.id);
    for (const listener of this.#listeners.get(step.run.id) ?? []) listener(step);
  }

  /** Whether `eventId` is the last event of the run, as far as this process tells them; false where it has told none. */
  isLast(runId: number, eventId: number): boolean {
    return this.#last.get(runId) === eventId;
  }

  /** Calls `listener` for each later step of the run; answers how to stop that. */
  subscribe(runId: number, listener: Listener): () => void {
    const listeners = this.#listeners.get(runId) ?? new Set();
    this.#listeners.set(runId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(runId);
    };
  }
}
