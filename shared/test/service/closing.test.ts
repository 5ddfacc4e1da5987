import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { createService } from '../../src/service/index.js';
import { heard, open, problemOf } from './raw-http.js';
import { commonSettings } from './settings.js';

const root = new URL('../../', import.meta.url);
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** An app that was stopped while a request is held; `release` lets that end. */
async function stopped() {
  const app = await createService({ name: 'probe', title: 'Probe', root, settings: commonSettings() });
  const steps = new EventEmitter();
  app.get('/held', async () => {
    steps.emit('held');
    await once(steps, 'release');
    return {};
  });
  app.addHook('preClose', async () => void steps.emit('closing'));
  const [held, closing] = [once(steps, 'held'), once(steps, 'closing')];
  const socket = await open(await app.listen({ port: 0, host: '127.0.0.1' }));
  socket.write(get('/held'));
  await held;
  const closed = app.close();
  await closing;
  return { app, socket, release: () => steps.emit('release'), closed };
}

it('answers what was asked before a stop, and refuses what is asked on an open connection after it', async () => {
  const { app, socket, release, closed } = await stopped();
  const asked = once(app.server, 'request');
  socket.write(get('/held'));
  await asked;
  release();
  const [first, second] = (await heard(socket)).split(/(?=HTTP\/1\.1 )/);
  expect(first).toMatch(/^HTTP\/1\.1 200 /);
  expect(problemOf(second)).toEqual([503, 'unavailable']);
  expect(second).toMatch(/\r\nretry-after: 1\r\n/);
  await closed;
});

it('ends a connection with the answer that a stop waited for', async () => {
  const { app, socket, release, closed } = await stopped();
  // From then on nobody else ends what is idle.
  while (app.server.listening) await new Promise(setImmediate);
  release();
  expect(problemOf(await heard(socket))).toEqual([200, undefined]);
  await closed;
});
