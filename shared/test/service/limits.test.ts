import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, createService, proxyRoutes } from '../../src/service/index.js';
import type { CommonSettings } from '../../src/service/settings.js';
import { heard, open, problemOf } from './raw-http.js';
import { commonSettings } from './settings.js';

const root = new URL('../../', import.meta.url);
const settings = (limits: Partial<CommonSettings['limits']>) =>
  commonSettings({ limits: { ...commonSettings().limits, ...limits } });
/** More bytes than are on their way before somebody reads. */
const UNREAD = 16 * 2 ** 20;
const [ONE, OTHER] = ['127.0.0.1', '127.0.0.2'];

let app: App;
let url: string;
let closing: Promise<void>;
/** Lets every request to /wait and /unread end. */
let release: () => void;

async function start(limits: Partial<CommonSettings['limits']>): Promise<void> {
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  app = await createService({ name: 'probe', title: 'Probe', root, settings: settings(limits) });
  closing = new Promise((resolve) => {
    app.addHook('preClose', async () => resolve());
  });
  app.get('/wait', () => released.then(() => ({})));
  app.get('/quick', () => ({}));
  app.get('/v2/health/live', () => ({}));
  app.post('/things', () => ({}));
  app.post('/held', () => released.then(() => ({})));
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  app.post('/unread', { bodyLimit: UNREAD }, async ({ body }) => {
    await released;
    for await (const _chunk of body as Readable);
    return {};
  });
  app.get('/events', (_request, reply) => {
    app.openStream(reply);
    return reply.type('text/event-stream').send(Readable.from(silence()));
  });
  app.get('/flood', (_request, reply) => {
    app.openStream(reply);
    return reply.type('text/event-stream').send(Readable.from(flood()));
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
}

async function* silence() {
  yield 'data: first\n\n';
  await closing;
}

async function* flood() {
  for (;;) yield `data: ${'x'.repeat(10_000)}\n\n`;
}

afterEach(async () => {
  release();
  await app.close();
});

async function send(path: string, from: string): Promise<Socket> {
  const socket = await open(url, from);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return socket;
}
const get = async (path: string, from = ONE) => heard(await send(path, from));
/** Resolves when the service works on so many requests. */
async function working(path: string, n: number): Promise<Socket[]> {
  const sockets = await Promise.all(Array.from({ length: n }, () => send(path, ONE)));
  // An answer on a later connection tells that the earlier ones have been read.
  await get('/health/live');
  return sockets;
}

describe('requests', () => {
  it('of one client beyond its share are refused, while others are served', async () => {
    await start({ requests: 20, requests_per_client: 5 });
    const waiting = await working('/wait', 5);
    const refused = await get('/quick');
    expect(problemOf(refused)).toEqual([429, 'too_many_requests']);
    expect(refused).toMatch(/\r\nretry-after: 1\r\n/);
    expect(refused).toContain('at most 5 are allowed (limits.requests_per_client)');
    expect(problemOf(await get('/quick', OTHER))).toEqual([200, undefined]);
    release();
    for (const answer of await Promise.all(waiting.map(heard))) expect(problemOf(answer)[0]).toBe(200);
    expect(problemOf(await get('/quick'))).toEqual([200, undefined]);
  });

  it('beyond what the service takes on are refused, but probes and metrics are answered', async () => {
    await start({ requests: 5, requests_per_client: 5 });
    await working('/wait', 5);
    const refused = await get('/quick', OTHER);
    expect(problemOf(refused)).toEqual([503, 'unavailable']);
    expect(refused).toMatch(/\r\nretry-after: 1\r\n/);
    const probes = ['/health/live', '/health/ready', '/metrics', '/v2/health/live'];
    for (const path of probes) expect(problemOf(await get(path))[0]).toBe(200);
  });

  it('whose client left give their place back', async () => {
    await start({ requests: 1, requests_per_client: 1 });
    const [left] = await working('/wait', 1);
    left.destroy();
    await expect.poll(async () => problemOf(await get('/quick'))[0]).toBe(200);
  });
});

describe('event streams', () => {
  it('are counted apart from requests, in all and by client', async () => {
    await start({ requests: 2, requests_per_client: 2, streams: 4, streams_per_client: 3 });
    const mine = [];
    for (let n = 0; n < 3; n++) {
      const socket = await send('/events', ONE);
      await once(socket, 'readable');
      mine.push(socket);
    }
    expect(problemOf(await get('/quick'))[0]).toBe(200);
    expect(problemOf(await get('/events'))).toEqual([429, 'too_many_requests']);
    const fourth = await send('/events', OTHER);
    await once(fourth, 'readable');
    expect(problemOf(await get('/events', OTHER))).toEqual([503, 'unavailable']);
    mine[0].destroy();
    await expect
      .poll(async () => {
        const socket = await send('/events', OTHER);
        await once(socket, 'readable');
        return String(socket.read()).slice(0, 12);
      })
      .toBe('HTTP/1.1 200');
    for (const socket of [...mine, fourth]) socket.destroy();
  });

  it('whose reader does not read are dropped, and do not fill the memory', async () => {
    await start({ stalled_stream_s: 0.5 });
    const before = process.memoryUsage().external;
    const readers = await Promise.all(Array.from({ length: 20 }, () => send('/flood', ONE)));
    for (const reader of readers) reader.pause();
    // The controls: as much is sent to the one, which reads, and nothing to the other.
    const reading = (await send('/flood', OTHER)).resume();
    const idle = await send('/events', OTHER);
    const connections = () => new Promise((resolve) => app.server.getConnections((_error, n) => resolve(n)));
    await expect.poll(connections, { timeout: 20_000 }).toBe(2);
    expect([reading.readyState, idle.readyState]).toEqual(['open', 'open']);
    expect(process.memoryUsage().external - before).toBeLessThan(64 * 2 ** 20);
    for (const reader of [...readers, reading, idle]) reader.destroy();
  });

  it('of another service are counted as well, and let go there when they are refused', async () => {
    await start({ streams: 1, streams_per_client: 1 });
    let streams = 0;
    const upstream = createServer((_request, response) => {
      streams++;
      response.once('close', () => streams--);
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: first\n\n');
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const door = await createService({
      name: 'door',
      title: 'Door',
      root,
      settings: settings({ streams: 1, streams_per_client: 1 }),
    });
    await proxyRoutes(door, {
      service: 'house',
      upstream: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
      paths: [{ prefix: '/house', to: '/' }],
      auth: commonSettings().auth,
      silenceTimeoutMs: 5_000,
    });
    url = await door.listen({ port: 0, host: '127.0.0.1' });
    const first = await send('/house/events', ONE);
    await once(first, 'readable');
    expect(problemOf(await get('/house/events'))).toEqual([429, 'too_many_requests']);
    await expect.poll(() => streams).toBe(1);
    await door.close();
    upstream.close();
  });
});

describe('a body', () => {
  const begin = async (from: string) => {
    const socket = await open(url, from);
    socket.write(
      'POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    return socket;
  };

  it('that comes too slowly is given up, while others are served', async () => {
    await start({ slow_body_s: 0.5 });
    const slow = await Promise.all(Array.from({ length: 50 }, () => begin(ONE)));
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write(' ');
    }, 100);
    const answers = await Promise.all(slow.map(heard));
    clearInterval(drip);
    for (const answer of answers) {
      expect(problemOf(answer)).toEqual([408, 'request_timeout']);
      expect(answer).toContain('less than 1024 bytes a second');
    }
    expect(problemOf(await get('/quick'))[0]).toBe(200);
  });

  it('that waits for the service is not slow', async () => {
    await start({ slow_body_s: 0.5 });
    const post = async (path: string, type: string, bytes: number) => {
      const socket = await open(url);
      const head = `Host: localhost\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}`;
      socket.write(`POST ${path} HTTP/1.1\r\n${head}\r\n\r\n`);
      return socket;
    };
    const [waiting, unsent] = [await post('/unread', 'text/csv', UNREAD), await post('/unread', 'text/csv', 1)];
    waiting.write(Buffer.alloc(UNREAD));
    const sent = await post('/held', 'application/json', 2);
    sent.write('{}');
    await get('/quick');
    // Looked at as often as this one, which came later.
    expect(problemOf(await heard(await begin(ONE)))[0]).toBe(408);
    release();
    unsent.write('1');
    for (const socket of [waiting, unsent, sent]) expect(problemOf(await heard(socket))[0]).toBe(200);
  });
});
