import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { PROBLEMS, type ProblemCode, ProblemDetails } from '../contracts/index.js';
import type { App } from './app.js';

/** `/openapi.json` and, for people, `/docs`. Must be registered before the routes it describes. */
export async function docsRoutes(app: App, title: string, version: string): Promise<void> {
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title, version } } });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

/** Response schemas of the problems that a route can answer with, by their statuses. */
export function problemResponses(...codes: ProblemCode[]): Record<number, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const { status, title } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), title]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      status,
      { description: titles.join('; '), content: { 'application/problem+json': { schema: ProblemDetails } } },
    ]),
  );
}
