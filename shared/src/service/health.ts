import { Health, type HealthCheck, Liveness } from '../contracts/index.js';
import type { App } from './app.js';
import { addGauge } from './gauge.js';

/** Looks at one thing that the service needs; throws, with words for the operator, where it does not work. */
export type Check = () => Promise<{ version?: string }>;
export type Checks = Readonly<Record<string, Check>>;

interface HealthOptions {
  readonly service: string;
  readonly version: string;
  readonly checks: Checks;
}

/** `/health/live` says that the process turns; `/health/ready` and `/health` that what it needs works too. */
export function healthRoutes(app: App, options: HealthOptions): void {
  addReadyGauge(app, options);
  app.get(
    '/health/live',
    { schema: { tags: ['health'], summary: 'Is the process alive?', response: { 200: Liveness } } },
    () => ({ status: 'alive' as const }),
  );
  for (const url of ['/health', '/health/ready']) {
    const summary = url === '/health' ? 'The service and what it needs' : 'Can the service do its work?';
    const schema = { tags: ['health'], summary, response: { 200: Health, 503: Health } };
    app.get(url, { schema }, async (_request, reply) => {
      const health = await examine(options);
      reply.header('cache-control', 'no-store');
      return reply.code(health.status === 'healthy' ? 200 : 503).send(health);
    });
  }
}

/** Whether it could do its work just now, for alerts. */
function addReadyGauge(app: App, options: HealthOptions): void {
  addGauge(app, {
    name: 'service_ready',
    help: '1 where the service and all that it needs work, else 0.',
    read: async () => ((await examine(options)).status === 'healthy' ? 1 : 0),
  });
}

async function examine({ service, version, checks }: HealthOptions): Promise<Health> {
  const results = await Promise.all(Object.entries(checks).map(([name, check]) => examineOne(name, check)));
  const status = results.every((result) => result.status === 'healthy') ? 'healthy' : 'unhealthy';
  return { service, status, version, uptime_s: process.uptime(), checks: results };
}

async function examineOne(name: string, check: Check): Promise<HealthCheck> {
  const began = performance.now();
  const latency = () => Math.round((performance.now() - began) * 1000) / 1000;
  try {
    const found = await check();
    return { name, status: 'healthy', latency_ms: latency(), ...found };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'failed';
    return { name, status: 'unhealthy', latency_ms: latency(), detail };
  }
}
