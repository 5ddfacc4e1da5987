import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

const WELL_FORMED = /^[\w.-]{1,128}$/;
const current = new AsyncLocalStorage<string>();

/** The caller's x-request-id if it is well formed, else one of our own. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
}

/** The id of the request that the calling code works for, if any; clients pass it on. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}

/** Runs `work` as part of the request `id`, for work that outlives the request. */
export function withRequestId<T>(id: string, work: () => T): T {
  return current.run(id, work);
}

export function trackRequestId(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    current.run(request.id, done);
  });
  // Reading a body leaves the asynchronous context of the first hook.
  app.addHook('preValidation', (request, _reply, done) => current.run(request.id, done));
}
