import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemDetails } from '../../src/contracts/index.js';
import { type App, createService, proxyRoutes } from '../../src/service/index.js';
import { commonSettings } from './settings.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const root = new URL('../../', import.meta.url);
const settings = commonSettings();

let upstream: Server;
let answer: Answer;
let app: App;
let url: string;

async function doorTo(upstream: string): Promise<App> {
  const door = await createService({ name: 'door', title: 'Door', root, settings });
  await proxyRoutes(door, {
    service: 'house',
    upstream,
    paths: [
      { prefix: '/api/house', to: '/' },
      { prefix: '/rooms', to: '/rooms' },
    ],
    auth: settings.auth,
    silenceTimeoutMs: 1_000,
  });
  return door;
}

beforeEach(async () => {
  answer = (_request, response) => void response.end();
  upstream = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  app = await doorTo(`http://127.0.0.1:${portOf(upstream)}`);
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});

afterEach(async () => {
  await app.close();
  upstream.closeAllConnections();
  upstream.close();
});

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** Asks with the path as it is: fetch would resolve `..` itself. */
async function raw(path: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return (await socket.toArray()).join('');
}

describe('what is passed on', () => {
  it('is path, query, headers and body, under the id of the request', async () => {
    answer = (request, response) => {
      const { method, url: path, headers } = request;
      request.toArray().then((chunks) => {
        response.writeHead(201, { 'content-type': 'application/json', location: '/things/7', etag: '"a"' });
        response.end(JSON.stringify({ method, path, headers, body: Buffer.concat(chunks).toString() }));
      });
    };
    const response = await fetch(`${url}/api/house/things?a=1&b=%2F&a=2`, {
      method: 'PATCH',
      body: '{"broken": ',
      headers: { 'x-request-id': 'trace-1', 'content-type': 'application/json', 'idempotency-key': 'k' },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-request-id')).toBe('trace-1');
    expect(response.headers.get('etag')).toBe('"a"');
    expect(await response.json()).toMatchObject({
      method: 'PATCH',
      path: '/things?a=1&b=%2F&a=2',
      body: '{"broken": ',
      headers: { 'x-request-id': 'trace-1', 'content-type': 'application/json', 'idempotency-key': 'k' },
    });
  });

  it('is no key, cookie or origin of the client', async () => {
    answer = (request, response) => void response.end(JSON.stringify(request.headers));
    const own = { authorization: 'Bearer mine', cookie: 'session=mine', origin: url };
    const response = await fetch(`${url}/api/house/x`, { headers: own });
    const sent = Object.keys((await response.json()) as object);
    expect(sent).toContain('x-request-id');
    for (const name of Object.keys(own)) expect(sent).not.toContain(name);
  });

  it('keeps the answers of the service, its failures too', async () => {
    for (const status of [204, 304, 404, 405, 412, 429, 500, 503]) {
      answer = (_request, response) => void response.writeHead(status, { allow: 'GET', 'retry-after': '7' }).end();
      const response = await fetch(`${url}/api/house/x`);
      expect([response.status, response.headers.get('retry-after')]).toEqual([status, '7']);
    }
  });

  it('gives an id to a request that has none, and tells both sides the same', async () => {
    answer = (request, response) => void response.end(request.headers['x-request-id']);
    const response = await fetch(`${url}/api/house/x`);
    expect(await response.text()).toBe(response.headers.get('x-request-id'));
  });

  it('is the body as it comes, before its end', async () => {
    const received: string[] = [];
    answer = (request, response) => {
      request.on('data', (chunk) => {
        received.push(String(chunk));
        response.write(`got ${chunk};`);
      });
      request.on('end', () => response.end());
    };
    const call = request(`${url}/api/house/echo`, { method: 'POST' });
    call.write('one');
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect(String((await once(response, 'data'))[0])).toBe('got one;');
    call.end('two');
    expect((await response.toArray()).join('')).toBe('got two;');
    expect(received).toEqual(['one', 'two']);
  });

  it('may be larger than any body limit', async () => {
    let bytes = 0;
    answer = (request, response) => {
      request.on('data', (chunk) => {
        bytes += chunk.length;
      });
      request.on('end', () => response.end(String(bytes)));
    };
    const chunk = Buffer.alloc(1024 * 1024);
    const body = Readable.from(
      (function* () {
        for (let i = 0; i < 64; i++) yield chunk;
      })(),
    );
    const response = await fetch(`${url}/api/house/big`, { method: 'POST', body, duplex: 'half' });
    expect(await response.text()).toBe(String(64 * chunk.length));
  });

  it('may be announced with Expect: 100-continue, as curl does', async () => {
    answer = (request, response) => void request.toArray().then((chunks) => response.end(Buffer.concat(chunks)));
    const call = request(`${url}/api/house/x`, { method: 'POST', headers: { expect: '100-continue' } });
    call.flushHeaders();
    await once(call, 'continue');
    call.end('body');
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect((await response.toArray()).join('')).toBe('body');
  });

  it('is refused early where the service refuses early', async () => {
    answer = (_request, response) => void response.writeHead(413).end('too big');
    for (let i = 0; i < 10; i++) {
      const response = await fetch(`${url}/api/house/x`, { method: 'POST', body: Buffer.alloc(4 * 1024 * 1024) });
      expect([response.status, await response.text()]).toEqual([413, 'too big']);
      expect(response.headers.get('connection')).not.toBe('close');
    }
  });
});

describe('a service that fails', () => {
  const problem = async (path = '/api/house/x') => (await (await fetch(url + path)).json()) as ProblemDetails;

  it('is 503 where it is not there', async () => {
    const port = portOf(upstream);
    upstream.close();
    await once(upstream, 'close');
    const details = await problem();
    expect(details).toMatchObject({
      status: 503,
      code: 'dependency_unavailable',
      detail: 'house is not reachable.',
      reason: 'service_unreachable',
      values: { service: 'house' },
    });
    expect(JSON.stringify(details)).not.toContain(String(port));
  });

  it('is 503 where nobody has its name', async () => {
    const door = await doorTo('http://house.invalid');
    expect((await door.inject('/api/house/x')).json()).toMatchObject({ code: 'dependency_unavailable' });
    await door.close();
  });

  it('is 504 where it does not answer in time', async () => {
    answer = () => undefined;
    expect(await problem()).toMatchObject({
      status: 504,
      detail: 'house did not answer in time.',
      reason: 'service_late',
    });
  });

  it('is 502 where it breaks off', async () => {
    answer = (request) => void request.socket.destroy();
    expect(await problem()).toMatchObject({
      status: 502,
      detail: 'house broke off its answer.',
      reason: 'service_broke_off',
    });
  });

  it('is not asked again', async () => {
    let calls = 0;
    answer = (_request, response) => {
      calls++;
      response.writeHead(503).end();
    };
    await fetch(`${url}/api/house/x`);
    expect(calls).toBe(1);
  });

  it.each<[string, Answer]>([
    ['breaks off', (_request, response) => void response.write('half', () => response.destroy())],
    ['falls silent in', (_request, response) => void response.write('half')],
  ])('%s the answer that it has begun, so that half is not taken for the whole', async (_what, begin) => {
    answer = begin;
    const response = await fetch(`${url}/api/house/x`);
    await expect(response.text()).rejects.toThrow();
  });
});

describe('paths', () => {
  it.each([
    '/rooms/../secret',
    '/rooms/..%2fsecret',
    '/rooms/%2e%2e/secret',
    '/rooms/%2e%2e%2fsecret',
    '/rooms/..\\secret',
    '/rooms/..%5csecret',
    '/rooms/a/../../secret',
    '/rooms//evil.example/',
    '/rooms/%',
    '/api/house//evil.example/',
    '/api/house/%2e%2e/%2e%2e/rooms',
  ])('%s does not leave its prefix', async (path) => {
    const asked: string[] = [];
    answer = (request, response) => {
      asked.push(request.url ?? '');
      response.end('inside');
    };
    const response = await raw(path);
    const isRefused = /^HTTP\/1\.1 4\d\d/.test(response) && response.includes('application/problem+json');
    expect(isRefused || asked.every((it) => it.startsWith('/rooms'))).toBe(true);
    expect(asked.filter((it) => it.includes('secret'))).toEqual([]);
  });

  it('of two codings stay coded, so that nothing decodes them into a step up', async () => {
    answer = (request, response) => void response.end(request.url);
    expect(await raw('/rooms/%252e%252e%252fsecret')).toContain('/rooms/%252e%252e%252fsecret');
  });

  it('beside the prefix are unknown', async () => {
    expect((await fetch(`${url}/roomservice`)).status).toBe(404);
  });
});

describe('an event stream', () => {
  const events: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write('id: 1\ndata: one\n\n');
  };

  it('arrives event by event, and says where to go on from', async () => {
    let source: ServerResponse | undefined;
    let lastEventId: unknown;
    answer = (request, response) => {
      lastEventId = request.headers['last-event-id'];
      source = response;
      events(request, response);
    };
    const response = await fetch(`${url}/api/house/events`, { headers: { 'last-event-id': '0' } });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('id: 1\ndata: one\n\n');
    source?.write('id: 2\ndata: two\n\n');
    expect((await reader.read()).value).toBe('id: 2\ndata: two\n\n');
    source?.end();
    expect((await reader.read()).done).toBe(true);
    expect(lastEventId).toBe('0');
  });

  it('lives on heartbeats closer together than the longest silence', async () => {
    let finish: () => void = () => undefined;
    answer = (request, response) => {
      events(request, response);
      if (request.url === '/silent') return;
      const beats = setInterval(() => response.write(': beat\n\n'), 100);
      finish = () => response.end('data: end\n\n', () => clearInterval(beats));
    };
    const beating = await fetch(`${url}/api/house/beating`);
    const silent = await fetch(`${url}/api/house/silent`);
    await expect(silent.text()).rejects.toThrow();
    finish();
    expect(await beating.text()).toMatch(/data: end\n\n$/);
  });

  it('is let go at the service when the reader leaves', async () => {
    const left = new Promise<void>((resolve) => {
      answer = (request, response) => {
        response.once('close', resolve);
        events(request, response);
      };
    });
    const leaving = new AbortController();
    const response = await fetch(`${url}/api/house/events`, { signal: leaving.signal });
    await response.body!.getReader().read();
    leaving.abort();
    await left;
  });

  it('ends cleanly when the app closes, while other answers finish', async () => {
    let finish: () => void = () => undefined;
    answer = (request, response) => {
      if (request.url === '/events') events(request, response);
      else {
        response.write('begun,');
        finish = () => response.end('finished');
      }
    };
    const stream = await fetch(`${url}/api/house/events`);
    const file = await fetch(`${url}/api/house/file`);
    const closed = app.close();
    expect(await stream.text()).toBe('id: 1\ndata: one\n\n');
    finish();
    expect(await file.text()).toBe('begun,finished');
    await closed;
  });
});
