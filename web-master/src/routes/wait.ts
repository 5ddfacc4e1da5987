import type { Run, RunAccepted } from '@ml-microservices/shared/contracts';
import { preferredWait } from '@ml-microservices/shared/service';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Seconds to wait for a run's end: what the caller prefers, and then the answer says so, else `otherwise`. */
export function waitOf(request: FastifyRequest, reply: FastifyReply, otherwise: number): number {
  const preferred = preferredWait(request.headers.prefer);
  if (preferred === undefined) return otherwise;
  reply.header('preference-applied', `wait=${preferred}`);
  return preferred;
}

/** 200 for a run that ended within the wait, 202 for one that goes on. */
export function statusOf(run: Run | RunAccepted): 200 | 202 {
  return 'run_id' in run ? 202 : 200;
}
