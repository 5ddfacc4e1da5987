import type { FastifyInstance, FastifyReply } from 'fastify';
import { clientOf } from './client.js';
import { Places } from './places.js';
import type { RequestLimit } from './requests.js';
import type { LimitSettings } from './settings.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts the answer as an event stream until it ends. Throws a problem where there are too many. */
    readonly openStream: (reply: FastifyReply) => void;
  }
}

/** Takes on so many event streams at a time, and drops those whose reader does not read. */
export function limitStreams(app: FastifyInstance, limits: LimitSettings, { leave }: RequestLimit): Places {
  const { streams, streams_per_client, stalled_stream_s } = limits;
  const places = new Places({
    noun: 'streams',
    setting: 'limits.streams',
    total: streams,
    perClient: streams_per_client,
  });
  const watch = dropStalled(app, stalled_stream_s * 1000);
  app.decorate('openStream', (reply) => {
    const client = clientOf(reply.request);
    places.take(client);
    leave(reply);
    watch(reply);
    reply.raw.once('close', () => places.giveBack(client));
  });
  return places;
}

/**
 * Ends a connection on which nothing moved for so long although there is something to send. A reader that only has
 * nothing to read is left alone; a dropped one comes back by itself and goes on after the last event that it saw.
 */
function dropStalled(app: FastifyInstance, afterMs: number): (reply: FastifyReply) => void {
  const sentBefore = new Map<FastifyReply, number>();
  const look = () => {
    for (const [reply, before] of sentBefore) {
      const { raw, request } = reply;
      const { bytesWritten } = request.raw.socket;
      if (raw.writableLength > 0 && bytesWritten === before) raw.destroy();
      else sentBefore.set(reply, bytesWritten);
    }
  };
  const timer = setInterval(look, afterMs).unref();
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
  return (reply) => {
    sentBefore.set(reply, Number.NaN);
    reply.raw.once('close', () => sentBefore.delete(reply));
  };
}
