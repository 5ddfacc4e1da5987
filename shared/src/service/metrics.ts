import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import Type from 'typebox';
import type { App } from './app.js';
import { addGauge } from './gauge.js';
import type { Load } from './limits/index.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** What `/metrics` tells. */
    readonly metricsRegistry: Registry;
  }
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** `GET /metrics` in the Prometheus format: requests by route and status, event loop, memory. */
export function metricsRoute(app: App, load: Load): void {
  const registry = new Registry();
  app.decorate('metricsRegistry', registry);
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  addGauge(app, { name: 'requests_underway', help: 'Requests that are being worked on.', read: load.requests });
  addGauge(app, { name: 'event_streams', help: 'Event streams that are open.', read: load.streams });
  const content = { 'text/plain': { schema: Type.String() } };
  app.get(
    '/metrics',
    {
      schema: {
        tags: ['health'],
        summary: 'Prometheus metrics',
        response: { 200: { description: 'In the text format of Prometheus', content } },
      },
    },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}
