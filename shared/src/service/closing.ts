import type { FastifyInstance } from 'fastify';
import { Problem } from '../contracts/index.js';

const STOPPING = 'This service is stopping; please try again.';

/**
 * Refuses what is asked while the app closes, on connections that are open still. An answer that ends then takes its
 * connection with it, which would be kept open otherwise.
 */
export function closeConnections(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  app.addHook('onRequest', (_request, _reply, done) => {
    if (!isClosing) return done();
    done(new Problem('unavailable', STOPPING, { headers: { 'retry-after': '1' } }));
  });
  app.addHook('onResponse', (request, _reply, done) => {
    if (isClosing) request.raw.socket.destroySoon();
    done();
  });
}
