import type { ProgressData, RunEvent } from '@ml-microservices/shared/contracts';
import { FINAL_STATUSES } from '$lib/run/status.js';

export type Connection = 'connecting' | 'open' | 'lost' | 'closed';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8_000;

/**
 * The events of one run as they come. Owns the EventSource: the browser resumes a broken stream where it stopped, and
 * a stream that the server refused is opened anew, its history being told again and counted once.
 */
export class RunProgress {
  events = $state.raw<readonly RunEvent[]>([]);
  connection = $state<Connection>('connecting');
  readonly last = $derived<ProgressData | undefined>(this.events.at(-1)?.data);
  /** Whether the first of them is on its way. */
  readonly isAwaited = $derived(!this.last && (this.connection === 'connecting' || this.connection === 'open'));

  #source: EventSource | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(readonly url: string) {
    this.#open();
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.connection = 'closed';
  }

  #open(): void {
    const source = new EventSource(this.url);
    this.#source = source;
    source.onopen = () => {
      this.connection = 'open';
      this.#retryMs = FIRST_RETRY_MS;
    };
    source.onerror = () => this.#onError(source);
    for (const name of ['progress', ...FINAL_STATUSES] as const) {
      source.addEventListener(name, (message) => this.#receive(name, message));
    }
  }

  #receive(name: RunEvent['event'], { lastEventId, data }: MessageEvent<string>): void {
    const event: RunEvent = { id: Number(lastEventId), event: name, data: JSON.parse(data) as ProgressData };
    if (event.id <= (this.events.at(-1)?.id ?? 0)) return;
    this.events = [...this.events, event];
    if (name !== 'progress') this.close();
  }

  #onError(source: EventSource): void {
    if (this.connection === 'closed') return;
    this.connection = 'lost';
    // While it is CONNECTING the browser itself tries again, with the id of the last event.
    if (source.readyState !== EventSource.CLOSED) return;
    this.#retry = setTimeout(() => this.#open(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }
}
