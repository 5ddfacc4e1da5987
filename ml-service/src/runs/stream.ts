import type { StorageClient } from '@ml-microservices/shared/clients';
import type { RunEvent } from '@ml-microservices/shared/contracts';
import { isFinal, type ProgressHub } from './hub.js';

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

const isLast = ({ data }: RunEvent): boolean => isFinal(data);

/**
 * The events of a run as the text of an event stream (WHATWG HTML 9.2): first the history, then live, each once and in
 * order, until the final one. While nothing happens a comment keeps proxies from cutting the line, and storage is asked
 * again, so that steps which another process wrote arrive too.
 */
export async function* eventStream(source: Source, options: StreamOptions): AsyncGenerator<string> {
  const { runId } = options;
  const { closed } = source.hub;
  let sent = options.after;
  const pending: RunEvent[] = [];
  let wake = () => {};
  const unsubscribe = source.hub.subscribe(runId, ({ event }) => {
    pending.push(event);
    wake();
  });
  const onAbort = () => wake();
  closed.addEventListener('abort', onAbort);
  try {
    // Steps between the reading of the history and the subscription are read again.
    pending.unshift(...options.history, ...(await eventsAfter(source, runId, options.history.at(-1)?.id ?? sent)));
    while (!closed.aborted) {
      for (let event = pending.shift(); event; event = pending.shift()) {
        if (event.id <= sent) continue;
        sent = event.id;
        yield frame(event);
        if (isLast(event)) return;
      }
      const isSilent = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(true), HEARTBEAT_MS);
        wake = () => {
          clearTimeout(timer);
          resolve(false);
        };
        if (pending.length > 0 || closed.aborted) wake();
      });
      if (!isSilent) continue;
      yield ':\n\n';
      pending.push(...(await eventsAfter(source, runId, sent)));
    }
  } finally {
    unsubscribe();
    closed.removeEventListener('abort', onAbort);
  }
}

/** None where storage is away: a stream that began lives on. */
async function eventsAfter({ storage }: Source, runId: number, after: number): Promise<RunEvent[]> {
  try {
    return (await storage.runEvents(runId, after)).items;
  } catch {
    return [];
  }
}

/** JSON has no line break, so one `data:` line holds it. */
function frame({ id, event, data }: RunEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
