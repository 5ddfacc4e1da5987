import { isFinal, progressOf, type Run, type RunEvent, type RunStep } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';

const MAX_RUNS_KNOWN = 10_000;
const MAX_HISTORIES = 100;
/** A history that is longer is storage's alone. */
const MAX_HISTORY = 1_000;

type Listener = (step: RunStep) => void;

/** Tells the steps of runs, once storage has them, to whoever listens in this process. */
export class ProgressHub {
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #last = new LRUCache<number, number>({ max: MAX_RUNS_KNOWN });
  /** All events of runs that began a moment ago in this process. */
  readonly #histories = new LRUCache<number, RunEvent[]>({ max: MAX_HISTORIES });
  readonly #closing = new AbortController();

  /** Aborts when the service closes: whoever waits for a step must let go, or the server would not close. */
  readonly closed = this.#closing.signal;

  close(): void {
    this.#closing.abort();
  }

  /** Notes a run that was just stored, whose first event tells no more than the run. */
  begin(run: Run): void {
    this.#last.set(run.id, 1);
    this.#histories.set(run.id, [{ id: 1, event: 'progress', data: progressOf(run) }]);
  }

  /** All events of the run that are stored; undefined where this process does not have them. */
  history(runId: number): readonly RunEvent[] | undefined {
    return this.#histories.get(runId);
  }

  /** Others have written to the run, or may have: storage alone knows its events. */
  forget(runId: number): void {
    this.#last.delete(runId);
    this.#histories.delete(runId);
  }

  publish(step: RunStep): void {
    this.#last.set(step.run.id, step.event.id);
    this.#remember(step);
    for (const listener of this.#listeners.get(step.run.id) ?? []) listener(step);
  }

  #remember({ run, event }: RunStep): void {
    const history = this.#histories.get(run.id);
    if (!history) return;
    if (isFinal(run.status) || history.length === MAX_HISTORY || event.id !== history.length + 1)
      this.#histories.delete(run.id);
    else history.push(event);
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
