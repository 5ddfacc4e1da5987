import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createService } from '../../src/service/index.js';
import { exchange, problemOf } from './raw-http.js';
import { commonSettings } from './settings.js';

const root = new URL('../../', import.meta.url);

let app: App;
let url: string;

beforeAll(async () => {
  app = await createService({ name: 'probe', title: 'Probe', root, settings: commonSettings() });
  app.post('/things', (request) => request.body);
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

const post = (...headers: string[]) =>
  `POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers.map((it) => `${it}\r\n`).join('')}\r\n`;
const get = (path: string, ...headers: string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers.map((it) => `${it}\r\n`).join('')}\r\n`;
const chunked = 'Transfer-Encoding: chunked';

it.each([
  ['garbage', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1]).toString('latin1').repeat(50), 400, 'malformed_request'],
  ['two lengths of one body', `${post('Content-Length: 2', 'Content-Length: 3')}{}`, 400, 'malformed_request'],
  ['a length and chunks', `${post('Content-Length: 4', chunked)}0\r\n\r\n${get('/x')}`, 400, 'malformed_request'],
  ['chunks that are none', `${post(chunked)}ZZ\r\n{}\r\n`, 400, 'malformed_request'],
  ['a coding that is unknown', `${post('Transfer-Encoding: xchunked')}0\r\n\r\n`, 400, 'malformed_request'],
  ['a negative length', `${post('Content-Length: -2')}{}`, 400, 'malformed_request'],
  ['a header of two lines', get('/health/live', 'X: a\r\n b'), 400, 'malformed_request'],
  ['lines without CR', get('/health/live').replaceAll('\r', ''), 400, 'malformed_request'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed_request'],
  ['no host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed_request'],
  ['two hosts', get('/health/live', 'Host: evil.example', 'Connection: close'), 400, 'malformed_request'],
  ['a tunnel', 'CONNECT evil.example:80 HTTP/1.1\r\nHost: localhost\r\n\r\n', 400, 'malformed_request'],
  ['headers of 20 kB', get('/health/live', `X: ${'a'.repeat(20_000)}`), 431, 'headers_too_large'],
  ['a URL of 100 kB', get(`/${'a'.repeat(100_000)}`), 414, 'uri_too_long'],
])('tells what it refuses as a problem, and ends the connection: %s', async (_what, request, status, code) => {
  const answer = await exchange(url, request);
  expect(problemOf(answer)).toEqual([status, code]);
  expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json\r\n/);
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

it('answers a request with an expectation that it does not know', async () => {
  const answer = await exchange(url, get('/health/live', 'Expect: magic', 'Connection: close'));
  expect(answer).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\n\{/s);
});

it('reads a body of a million chunks of one byte as the body that it is', async () => {
  const text = `"${'a'.repeat(999_998)}"`;
  const pieces = Array.from({ length: 1000 }, (_, index) =>
    [...text.slice(1000 * index, 1000 * (index + 1))].map((byte) => `1\r\n${byte}\r\n`).join(''),
  );
  const answer = await exchange(url, post(chunked, 'Connection: close'), ...pieces, '0\r\n\r\n');
  expect(answer.endsWith(`\r\n${'a'.repeat(999_998)}`)).toBe(true);
});
