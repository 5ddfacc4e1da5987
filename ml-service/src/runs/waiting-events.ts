import type { RunEvent } from '@ml-microservices/shared/contracts';

/** What comes while the reader does not read is kept up to here; what is beyond is read again from storage. */
const MAX_WAITING = 1000;

interface Beginning {
  /** The id of the last event that the reader has seen. */
  readonly after: number;
  readonly history: readonly RunEvent[];
}

/** The events of one stream that its reader is still to be told, each once, in order and without a gap. */
export class WaitingEvents {
  /** The id of the last event that `next` gave. */
  told: number;
  /** Whether there may be events in storage that are not here. */
  isBehind = false;
  #events: RunEvent[];
  #wake = () => {};

  constructor({ after, history }: Beginning) {
    this.told = after;
    this.#events = [...history];
  }

  add(event: RunEvent): void {
    if (this.#events.length < MAX_WAITING) this.#events.push(event);
    else this.isBehind = true;
    this.wake();
  }

  /** The event after the last one; undefined where it is not here. */
  next(): RunEvent | undefined {
    for (let event = this.#events.shift(); event; event = this.#events.shift()) {
      if (event.id <= this.told) continue;
      if (event.id === this.told + 1) {
        this.told = event.id;
        return event;
      }
      this.#events = [];
      this.isBehind = true;
    }
    return undefined;
  }

  wake(): void {
    this.#wake();
  }

  /** Resolves with true after so many milliseconds, and with false as soon as an event comes or `wake` is called. */
  isSilentFor(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
      if (this.#events.length > 0) this.#wake();
    });
  }
}
