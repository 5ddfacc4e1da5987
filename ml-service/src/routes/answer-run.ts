import type { StartedRun } from '@ml-microservices/shared/clients';
import { isFinal, type Run, type RunAccepted } from '@ml-microservices/shared/contracts';
import { preferredWait } from '@ml-microservices/shared/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Waiting, waitForEnd } from '../runs/wait.js';

/** 202 with where to follow the run, or 200 with the whole of it if it ends within the wait that the caller prefers. */
export async function answerRun(
  request: FastifyRequest,
  reply: FastifyReply,
  started: StartedRun,
  waiting: Waiting,
): Promise<Run | RunAccepted> {
  const waitS = preferredWait(request.headers.prefer);
  if (waitS !== undefined) reply.header('preference-applied', `wait=${waitS}`);
  if (started.replayed) reply.header('idempotency-replayed', 'true');
  const run = await waitForEnd(started, (waitS ?? 0) * 1000, waiting);
  if (isFinal(run.status) && waitS) return run;
  const { id, status } = run;
  return reply.code(202).send({ run_id: id, status, progress_url: `/progress/${id}` });
}
