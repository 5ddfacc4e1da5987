import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import Router from 'find-my-way';
import { Problem } from '../contracts/index.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, as it was registered. */
    readonly routeTable: readonly { readonly method: HTTPMethods; readonly url: string }[];
    /** Of a request that no route is for: 404, or 405 with Allow where one is for another method. */
    readonly noRouteProblem: (request: FastifyRequest) => Problem;
  }
}

/** Keeps account of the routes. Must run before any is registered. */
export function listRoutes(app: FastifyInstance): void {
  const routers = new Map<HTTPMethods, Router.Instance<Router.HTTPVersion.V1>>();
  const table: { method: HTTPMethods; url: string }[] = [];
  app.decorate('routeTable', table);
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) {
      table.push({ method: name, url });
      const router = routers.get(name) ?? Router({ ignoreTrailingSlash: true });
      routers.set(name, router);
      if (!router.hasRoute('GET', url)) router.on('GET', url, () => undefined);
    }
  });
  app.decorate('noRouteProblem', ({ url, method }: FastifyRequest) => {
    const [path] = url.split('?', 1);
    const allowed = [...routers].filter(([, router]) => router.find('GET', path) !== null).map(([name]) => name);
    // A route that looks for a file comes here too where there is none.
    if (allowed.length === 0 || allowed.includes(method as HTTPMethods)) {
      return new Problem('not_found', `There is nothing at ${path.slice(0, 200)}.`);
    }
    const methods = allowed.join(', ');
    return new Problem('method_not_allowed', `${method} is not possible here; ${methods} is.`, {
      headers: { allow: methods },
    });
  });
}
