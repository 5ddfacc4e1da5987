import { Readable } from 'node:stream';
import { isFinal } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses } from '@ml-microservices/shared/service';
import Type from 'typebox';
import { eventStream } from '../runs/stream.js';
import type { Services } from './services.js';

const Params = Type.Object({ run_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const EVENT_ID = /^\d{1,15}$/;

export function progressRoutes(app: App, { storage, hub }: Services): void {
  const schema = {
    tags: ['runs'],
    summary: "A run's progress as server-sent events",
    description:
      'Events `progress`, then one of `completed`, `failed` and `cancelled`, then the end. `Last-Event-ID` resumes; without it the history comes first.',
    takes: ['Last-Event-ID'] as const,
    params: Params,
    produces: ['text/event-stream'],
    response: {
      200: Type.Any({ description: 'The events' }),
      204: Type.Null({ description: 'The run has ended and every event was seen' }),
      ...problemResponses('not_found'),
      ...dependencyProblems,
    },
  };
  app.get('/progress/:run_id', { schema }, async (request, reply) => {
    const runId = request.params.run_id;
    const seen = lastEventId(request.headers['last-event-id']);
    const items = hub.history(runId) ?? (await storage.runEvents(runId, 0)).items;
    const last = items.at(-1);
    // An id beyond the last event is none of this run's: the history is told from its start.
    const after = last && seen <= last.id ? seen : 0;
    if (last && after === last.id && isFinal(last.data.status)) return reply.code(204).send(null);
    app.openStream(reply);
    const history = items.filter(({ id }) => id > after);
    const stream = eventStream({ hub, storage }, { runId, after, history });
    return reply
      .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .send(Readable.from(stream));
  });
}

/** An id that is none of ours tells the whole history again. */
function lastEventId(header: string | string[] | undefined): number {
  return typeof header === 'string' && EVENT_ID.test(header) ? Number(header) : 0;
}
