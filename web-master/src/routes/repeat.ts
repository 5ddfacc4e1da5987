import { createHash } from 'node:crypto';
import type { Repeat } from '@ml-microservices/shared/clients';
import { invalidField } from '@ml-microservices/shared/contracts';
import type { FastifyRequest } from 'fastify';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The Idempotency-Key of a scenario's request, with the fingerprint of its route and checked body. */
export function repeatOf(request: FastifyRequest): Repeat {
  const key = request.headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !KEY.test(key))) {
    throw invalidField('idempotency-key', 'must be 1 to 255 visible ASCII characters');
  }
  const content = `${request.routeOptions.url}\n${JSON.stringify(request.body)}`;
  return { key, fingerprint: createHash('sha256').update(content).digest('hex') };
}
