import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { App } from './app.js';

/**
 * Sends another service's answer on. An event stream has no end of its own, so it is ended when the app closes, which
 * would wait for it forever otherwise; every other answer is let finish.
 */
export function streamRelay(app: App): (reply: FastifyReply, stream: Readable) => void {
  const open = new Set<() => void>();
  app.addHook('preClose', (done) => {
    for (const end of open) end();
    done();
  });
  return (reply, stream) => {
    if (isEventStream(reply)) {
      if (!isTakenOn(app, reply, stream)) return;
      const end = () => {
        stream.unpipe(reply.raw);
        reply.raw.end();
      };
      open.add(end);
      reply.raw.once('close', () => open.delete(end));
    }
    // Set where the service answered before the end of the request, whose rest is read away.
    reply.removeHeader('connection');
    reply.send(stream);
  };
}

/** Refuses the stream where there are too many. */
function isTakenOn(app: App, reply: FastifyReply, stream: Readable): boolean {
  try {
    app.openStream(reply);
    return true;
  } catch (error) {
    stream.destroy();
    reply.send(error);
    return false;
  }
}

function isEventStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/event-stream');
}
