import type { Socket } from 'node:net';
import Type from 'typebox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, createService } from '../../src/service/index.js';
import { heard, open, problemOf } from './raw-http.js';
import { commonSettings } from './settings.js';

const root = new URL('../../', import.meta.url);
const limits = { ...commonSettings().limits, bodies_mb: 1 };
const BODY_LIMIT = 3 * 2 ** 20;
const LARGE = 600_000;

let app: App;
let url: string;
/** Lets the requests that are held end. */
let release: () => void;
let isHeld: Promise<void>;

beforeEach(async () => {
  app = await createService({ name: 'probe', title: 'Probe', root, settings: commonSettings({ limits }) });
  const body = Type.Object({ text: Type.String(), hold: Type.Boolean() });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  isHeld = new Promise((resolve) => {
    app.post('/things', { bodyLimit: BODY_LIMIT, schema: { body } }, async (request) => {
      if (!request.body.hold) return {};
      resolve();
      await released;
      return {};
    });
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  release();
  await app.close();
});

async function send(bytes: number, hold = false): Promise<Socket> {
  const json = JSON.stringify({ text: 'x'.repeat(bytes), hold });
  const socket = await open(url);
  const head = `Host: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${json.length}`;
  socket.write(`POST /things HTTP/1.1\r\n${head}\r\n\r\n${json}`);
  return socket;
}

const answerTo = async (bytes: number) => heard(await send(bytes));

it('are taken on up to a sum, beyond which they are refused unread; small ones pass', async () => {
  const held = await send(LARGE, true);
  await isHeld;
  const refused = await answerTo(LARGE);
  expect(problemOf(refused)).toEqual([503, 'unavailable']);
  expect(refused).toMatch(/\r\nretry-after: 1\r\n/);
  expect(refused).toContain('at most 1 MiB in all are taken on (limits.bodies_mb)');
  expect(problemOf(await answerTo(1_000))[0]).toBe(200);
  // To come back would be of no use to it.
  expect(problemOf(await answerTo(BODY_LIMIT))).toEqual([413, 'payload_too_large']);
  release();
  expect(problemOf(await heard(held))[0]).toBe(200);
  expect(problemOf(await answerTo(LARGE))[0]).toBe(200);
});

it('of one alone may be as large as its route allows, and no larger', async () => {
  expect(problemOf(await answerTo(2 * 2 ** 20))[0]).toBe(200);
  expect(problemOf(await answerTo(BODY_LIMIT))).toEqual([413, 'payload_too_large']);
});

it('that announce no length count as the largest that their route allows', async () => {
  const held = await send(LARGE, true);
  await isHeld;
  const socket = await open(url);
  const head = 'Host: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked';
  socket.write(`POST /things HTTP/1.1\r\n${head}\r\n\r\n2\r\n{}\r\n0\r\n\r\n`);
  expect(problemOf(await heard(socket))).toEqual([503, 'unavailable']);
  held.destroy();
  await expect.poll(async () => problemOf(await answerTo(LARGE))[0]).toBe(200);
});
