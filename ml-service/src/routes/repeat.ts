import { createHash } from 'node:crypto';
import type { Repeat } from '@ml-microservices/shared/clients';
import type { FastifyRequest } from 'fastify';

/** The Idempotency-Key of a request, with what tells it from another request: its caller's word, else its own body. */
export function repeatOf({ headers, body, routeOptions }: FastifyRequest): Repeat {
  const [key, given] = [headers['idempotency-key'], headers['idempotency-fingerprint']];
  const fingerprint =
    typeof given === 'string'
      ? given
      : createHash('sha256')
          .update(`${routeOptions.url}\n${JSON.stringify(body)}`)
          .digest('hex');
  return { key: typeof key === 'string' ? key : undefined, fingerprint };
}
