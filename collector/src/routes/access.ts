import type { Access } from '@ml-microservices/shared/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

type Given = Pick<Access, 'offset' | 'size' | 'rows'>;

const NO_ROWS: Given = { offset: null, size: null, rows: null };

/** The journal's line on a request that is about to be answered. */
export function accessOf(request: FastifyRequest, reply: FastifyReply, given: Given = NO_ROWS): Access {
  return {
    time: new Date().toISOString(),
    request_id: request.id,
    client: request.ip,
    endpoint: `${request.method} ${request.routeOptions.url}`,
    ...given,
    duration_ms: Math.round(reply.elapsedTime * 1000) / 1000,
  };
}
