import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Repeat } from '../clients/repeat.js';
import { invalidField } from '../contracts/index.js';
import { show } from '../validation/shown-value.js';

const KEY = /^[\x21-\x7e]{1,255}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * The Idempotency-Key of a request, with what tells it from another request. Without a key there is nothing to tell
 * apart, and the fingerprint is empty.
 */
export function repeatOf(request: FastifyRequest): Repeat {
  const key = idempotencyKeyOf(request);
  return { key, fingerprint: key === undefined ? '' : fingerprintOf(request, request.body) };
}

/** Throws a problem where the key is malformed. */
export function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && KEY.test(key))) return key;
  throw invalidField('idempotency-key', `must be 1 to 255 visible ASCII characters, got ${show(key)}`);
}

/**
 * Of the route and all that the client sent. Callers that stand for another request, as a scenario does for its steps,
 * name that one's fingerprint themselves.
 */
export function fingerprintOf({ headers, routeOptions }: FastifyRequest, content: unknown): string {
  const given = headers['idempotency-fingerprint'];
  if (typeof given === 'string' && SHA256.test(given)) return given;
  const text = `${routeOptions.url}\n${JSON.stringify(content)}`;
  return createHash('sha256').update(text).digest('hex');
}
