import type { FastifyInstance, FastifyRequest, preParsingHookHandler } from 'fastify';
import { Problem } from '../../contracts/index.js';
import { BYTES_PER_MB } from '../megabytes.js';
import type { LimitSettings } from './settings.js';

/** Bodies of no more bytes are bounded by the number of requests, so that a few large ones do not shut out all others. */
const SMALL_BYTES = 64 * 1024;

/**
 * Bounds the sum of the bodies that routes hold in memory, before they are read. One alone is always taken on: its
 * route says how large it may be. What is passed on or written as it comes is not held.
 */
export function limitBodies(app: FastifyInstance, { bodies_mb }: LimitSettings): void {
  let held = 0;
  const hold: preParsingHookHandler = (request, reply, payload, done) => {
    const bytes = bytesOf(request);
    if (bytes <= SMALL_BYTES) return done(null, payload);
    if (held > 0 && held + bytes > bodies_mb * BYTES_PER_MB) return done(tooMany(bytes, held, bodies_mb));
    held += bytes;
    reply.raw.once('close', () => {
      held -= bytes;
    });
    done(null, payload);
  };
  app.addHook('onRoute', (route) => {
    if (route.schema?.body) route.preParsing = [route.preParsing ?? [], hold].flat();
  });
}

/** What a body has at most; one that is larger than its route allows is refused without being read. */
function bytesOf({ headers, routeOptions }: FastifyRequest): number {
  const { bodyLimit } = routeOptions;
  if (headers['transfer-encoding'] !== undefined) return bodyLimit;
  const length = Number(headers['content-length'] ?? 0);
  return length > bodyLimit ? 0 : length;
}

function tooMany(bytes: number, held: number, mb: number): Problem {
  const sizes = `${held} bytes of requests are being worked on and this one has ${bytes}`;
  const detail = `${sizes}; at most ${mb} MiB in all are taken on (limits.bodies_mb). Please try again.`;
  return new Problem('unavailable', detail, { headers: { 'retry-after': '1' } });
}
