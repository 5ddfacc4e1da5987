import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Repeat } from '../clients/repeat.js';
import { invalidField } from '../contracts/index.js';

const KEY = /^[\x21-\x7e]{1,255}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * The Idempotency-Key of a request, with what tells it from another request: its caller's word, else its own route and
 * checked body. Without a key there is nothing to tell apart, and the fingerprint is empty.
 */
export function repeatOf({ headers, body, routeOptions }: FastifyRequest): Repeat {
  const [key, given] = [headers['idempotency-key'], headers['idempotency-fingerprint']];
  if (key === undefined) return { key, fingerprint: '' };
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalidField('idempotency-key', 'must be 1 to 255 visible ASCII characters');
  }
  if (typeof given === 'string' && SHA256.test(given)) return { key, fingerprint: given };
  const content = `${routeOptions.url}\n${JSON.stringify(body)}`;
  return { key, fingerprint: createHash('sha256').update(content).digest('hex') };
}
