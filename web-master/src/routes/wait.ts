import type { StartAnswer } from '@ml-microservices/shared/clients';
import { preferredWait } from '@ml-microservices/shared/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Seconds to wait for a run's end: what the caller prefers, and then the answer says so, else `otherwise`. */
export function waitOf(request: FastifyRequest, reply: FastifyReply, otherwise: number): number {
  const preferred = preferredWait(request.headers.prefer);
  if (preferred === undefined) return otherwise;
  reply.header('preference-applied', `wait=${preferred}`);
  return preferred;
}

/** Passes on what ml-service answered: 200 with a run that ended within the wait, 202 for one that goes on. */
export function sendStarted(reply: FastifyReply, { status, replayed, body }: StartAnswer): FastifyReply {
  if (replayed) reply.header('idempotency-replayed', 'true');
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}
