import { Id, ProgressData } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses, proxyRoutes } from '@ml-microservices/shared/service';
import Type from 'typebox';
import type { Config } from '../config.js';

const schema = {
  tags: ['progress'],
  summary: 'Events of a run, as they come',
  description:
    'Events `progress`, then one of `completed`, `failed` and `cancelled`, then the end. `id:` counts from 1 in each ' +
    'run; `Last-Event-ID` resumes without a gap.',
  takes: ['Last-Event-ID'] as const,
  params: Type.Object({ run_id: Id }, { additionalProperties: false }),
  response: {
    200: { description: 'Server-sent events', content: { 'text/event-stream': { schema: ProgressData } } },
    204: Type.Null({ description: 'The run has ended and every event was seen' }),
    ...dependencyProblems,
    ...problemResponses('not_found', 'invalid_input', 'too_many_requests', 'dependency_unavailable', 'unavailable'),
  },
};

/** Passes the event stream of a run through, event by event. */
export async function progressRoute(app: App, { services, timeouts, auth }: Config): Promise<void> {
  await proxyRoutes(app, {
    service: 'ml_service',
    upstream: services.ml_service_url,
    auth,
    paths: [{ prefix: '/progress', to: '/progress', routes: ['/:run_id'], methods: ['GET'], schema }],
    silenceTimeoutMs: timeouts.silence_ms,
  });
}
