import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../contracts/index.js';
import { type Trace, traceOf } from './trace.js';

declare module 'fastify' {
  interface FastifyRequest {
    readonly trace: Trace;
    /** The trace, once someone asked for it. */
    madeTrace: Trace | null;
  }
}

/** The request that code works for: its id, its trace and who asked. */
export interface RequestContext {
  readonly id: string;
  readonly trace: Trace;
  readonly caller: Caller | null;
}

const WELL_FORMED = /^[\w.-]{1,128}$/;
const current = new AsyncLocalStorage<RequestContext>();

/** The caller's x-request-id if it is well formed, else one of our own. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
}

export function currentRequest(): RequestContext | undefined {
  return current.getStore();
}

/** Runs `work` as part of the request `id`, for work that outlives the request. */
export function withRequestId<T>(id: string, work: () => T): T {
  return current.run({ id, trace: traceOf(id), caller: null }, work);
}

export function trackRequests(app: FastifyInstance): void {
  app.decorateRequest('madeTrace', null);
  app.decorateRequest('trace', {
    getter() {
      this.madeTrace ??= traceOf(this.id, this.headers);
      return this.madeTrace;
    },
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    current.run(request, done);
  });
}
