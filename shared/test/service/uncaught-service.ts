import { createService, run } from '../../src/service/index.js';
import { commonSettings } from './settings.js';

/** A service with a route that fails where nobody can catch it, in the middle of its answer. */
await run(async () => {
  const settings = commonSettings();
  const app = await createService({
    name: 'probe',
    title: 'Probe',
    root: new URL('../../', import.meta.url),
    settings,
  });
  app.get('/late-failure', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/plain', 'content-length': 100 });
    reply.raw.write('half of it', () => {
      setImmediate(() => {
        throw new Error('nobody catches this');
      });
    });
  });
  app.get('/rejection', () => {
    void Promise.reject(new Error('nobody catches this'));
    return new Promise(() => undefined);
  });
  app.addHook('onListen', async () => {
    const address = app.server.address();
    if (typeof address === 'object') process.stdout.write(`port ${address?.port}\n`);
  });
  return { app, settings: settings.service };
});
