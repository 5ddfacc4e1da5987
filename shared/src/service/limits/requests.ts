import type { FastifyInstance, FastifyReply } from 'fastify';
import { clientOf } from './client.js';
import { Places } from './places.js';
import type { LimitSettings } from './settings.js';

/** The requests that are being worked on, by their replies, each with whose it is. */
export type Underway = Map<FastifyReply, string>;

export interface RequestLimit {
  readonly underway: Underway;
  /** Gives the request's place back before its end, which a stream may never come to. */
  readonly leave: (reply: FastifyReply) => void;
}

/** Probes and metrics are answered under any load: whoever asks decides by them whether to restart the service. */
export const isProbe = (url: string) => /^(\/v2)?\/(health|metrics)/.test(url);

/**
 * Takes on so many requests at a time and refuses the others at once, before their bodies are read: who waits in a line
 * without end is served late and costs memory.
 */
export function limitRequests(app: FastifyInstance, { requests, requests_per_client }: LimitSettings): RequestLimit {
  const places = new Places({
    noun: 'requests',
    setting: 'limits.requests',
    total: requests,
    perClient: requests_per_client,
  });
  const underway: Underway = new Map();
  const leave = (reply: FastifyReply) => {
    const client = underway.get(reply);
    if (client === undefined) return;
    underway.delete(reply);
    places.giveBack(client);
  };
  app.addHook('onRequest', (request, reply, done) => {
    if (isProbe(request.url)) return done();
    const client = clientOf(request);
    try {
      places.take(client);
    } catch (error) {
      return done(error as Error);
    }
    underway.set(reply, client);
    // Not onResponse, which never comes where the client left before the answer.
    reply.raw.once('close', () => leave(reply));
    done();
  });
  return { underway, leave };
}
