import type { StorageClient } from '@ml-microservices/shared/clients';
import { isFinal, type RunEvent } from '@ml-microservices/shared/contracts';
import type { ProgressHub } from './hub.js';
import { WaitingEvents } from './waiting-events.js';

const HEARTBEAT_MS = 15_000;

interface Source {
  readonly hub: ProgressHub;
  readonly storage: Pick<StorageClient, 'runEvents'>;
}

interface StreamOptions {
  readonly runId: number;
  /** Events that the client has seen already: those up to this id. */
  readonly after: number;
  /** The events after `after` that storage had when the stream was asked for. */
  readonly history: readonly RunEvent[];
}

const isLast = ({ data }: RunEvent): boolean => isFinal(data.status);

/**
 * The events of a run as the text of an event stream (WHATWG HTML 9.2): first the history, then live, each once and in
 * order, until the final one. While nothing happens a comment keeps proxies from cutting the line, and storage is asked
 * again, so that steps which another process wrote arrive too.
 */
export async function* eventStream(source: Source, options: StreamOptions): AsyncGenerator<string> {
  const { closed } = source.hub;
  const waiting = new WaitingEvents(options);
  const unsubscribe = source.hub.subscribe(options.runId, ({ event }) => waiting.add(event));
  const onAbort = () => waiting.wake();
  closed.addEventListener('abort', onAbort);
  try {
    // There may have been steps between the reading of the history and the subscription.
    waiting.isBehind = !source.hub.isLast(options.runId, options.history.at(-1)?.id ?? options.after);
    while (!closed.aborted) {
      for (let event = waiting.next(); event; event = waiting.next()) {
        yield frame(event);
        if (isLast(event)) return;
      }
      if (waiting.isBehind && (await readMissed(source, options.runId, waiting))) continue;
      if (closed.aborted || !(await waiting.isSilentFor(HEARTBEAT_MS))) continue;
      yield ':\n\n';
      waiting.isBehind = true;
    }
  } finally {
    unsubscribe();
    closed.removeEventListener('abort', onAbort);
  }
}

/** Whether there were any. While storage is away there are none: a stream that began lives on, and asks again. */
async function readMissed({ storage }: Source, runId: number, waiting: WaitingEvents): Promise<boolean> {
  try {
    const { items } = await storage.runEvents(runId, waiting.told);
    waiting.isBehind = false;
    for (const event of items) waiting.add(event);
    return items.length > 0;
  } catch {
    return false;
  }
}

/** JSON has no line break, so one `data:` line holds it. */
function frame({ id, event, data }: RunEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
