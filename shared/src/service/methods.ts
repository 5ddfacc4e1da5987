import type { FastifyInstance, HTTPMethods } from 'fastify';
import Router from 'find-my-way';
import { Problem } from '../contracts/index.js';
import { sendProblem } from './errors.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, as it was registered. */
    readonly routeTable: readonly { readonly method: HTTPMethods; readonly url: string }[];
  }
}

/**
 * Tells an unknown path (404) from a known path with another method (405 with Allow). Must run before any route is
 * registered.
 */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const routers = new Map<HTTPMethods, Router.Instance<Router.HTTPVersion.V1>>();
  const table: { method: HTTPMethods; url: string }[] = [];
  app.decorate('routeTable', table);
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) {
      table.push({ method: name, url });
      const router = routers.get(name) ?? Router();
      routers.set(name, router);
      if (!router.hasRoute('GET', url)) router.on('GET', url, () => undefined);
    }
  });
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?', 1);
    const allowed = [...routers].filter(([, router]) => router.find('GET', path) !== null).map(([name]) => name);
    // A route that looks for a file comes here too where there is none.
    const problem =
      allowed.length === 0 || allowed.includes(request.method as HTTPMethods)
        ? new Problem('not_found', `There is nothing at ${path.slice(0, 200)}.`)
        : new Problem('method_not_allowed', `${request.method} is not possible here; ${allowed.join(', ')} is.`, {
            headers: { allow: allowed.join(', ') },
          });
    return sendProblem(reply, problem, request.id);
  });
}
