import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from '../../contracts/index.js';
import { sendProblem } from '../errors.js';
import type { Underway } from './requests.js';
import type { LimitSettings } from './settings.js';

const MIN_BYTES_PER_S = 1024;

/**
 * Gives up on bodies that come too slowly, which hold a connection and memory for next to nothing. What counts is the
 * time in which this service waits for bytes; a client that waits for this service is not slow.
 */
export function refuseSlowBodies(app: FastifyInstance, underway: Underway, { slow_body_s }: LimitSettings): void {
  const bytesBefore = new WeakMap<FastifyReply, number>();
  const isSlow = (reply: FastifyReply): boolean => {
    const { raw } = reply.request;
    if (raw.complete || raw.readableFlowing !== true) {
      bytesBefore.delete(reply);
      return false;
    }
    const before = bytesBefore.get(reply);
    bytesBefore.set(reply, raw.socket.bytesRead);
    return before !== undefined && raw.socket.bytesRead - before < MIN_BYTES_PER_S * slow_body_s;
  };
  const look = () => {
    for (const reply of underway.keys()) if (isSlow(reply)) giveUp(reply);
  };
  const timer = setInterval(look, slow_body_s * 1000).unref();
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
}

function giveUp(reply: FastifyReply): void {
  const { raw, id } = reply.request;
  const detail = `The body came at less than ${MIN_BYTES_PER_S} bytes a second.`;
  if (!reply.sent) sendProblem(reply.header('connection', 'close'), new Problem('request_timeout', detail), id);
  else raw.destroy();
}
