import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Dataset, Page, ProblemDetails } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../client.js';
import { raw } from '../raw.js';
import { type Services, startServices } from '../services.js';
import { trainedModel } from '../steps.js';

let services: Services;
let modelId: number;

beforeAll(async () => {
  services = await startServices();
  modelId = await trainedModel(services);
});
afterAll(() => services?.close());

/** A route of storage, asked directly and through the one door. */
const bothWays = () => [services.urls.storage, `${services.urls.web_master}/api/storage`] as const;
const problem = (text: string) => JSON.parse(text) as ProblemDetails;

/** What is sent as it is, without anything that tidies it up; answers the whole answer. */
function exchange(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('latin1').on('data', (piece) => (answer += piece));
    socket.on('error', reject).on('end', () => resolve(answer));
  });
}

describe('H8: a path', () => {
  it.each([
    '/datasets/..%2f..%2fetc%2fpasswd',
    '/datasets/%2e%2e%2f%2e%2e%2fetc/passwd',
    '/datasets/..%252f..%252fetc%252fpasswd',
    '/datasets/..%5c..%5cetc%5cpasswd',
    '/datasets/1%00/download',
    '/files/%c0%ae%c0%ae/download',
    '//etc/passwd',
    `/datasets/${'9'.repeat(400)}`,
  ])('that leads elsewhere leads nowhere, by either way: %s', async (path) => {
    for (const base of bothWays()) {
      const { status, text } = await raw(base + path);
      expect([400, 404, 414, 422]).toContain(status);
      expect(text).not.toMatch(/root:|ENOENT|\/tmp\//);
    }
  });

  it('of 100 kB is told to be too long', async () => {
    for (const url of [services.urls.storage, services.urls.web_master, services.urls.viz]) {
      expect(await exchange(url, `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 414 /,
      );
    }
  });
});

it.each([
  'application/json\t',
  'APPLICATION/JSON',
  ' application/json ; charset=utf-16',
  'application/json, text/plain',
  'application/jsonx',
  'application/vnd.api+json',
  'text/plain',
  '',
])('H3: no content type leads around the schemas: %j', async (type) => {
  for (const url of [`${services.urls.ml_service}/train`, `${services.urls.web_master}/scenarios/train-model`]) {
    const answer = await raw(url, { method: 'POST', headers: { 'content-type': type }, body: '{"evil":1}' });
    expect([415, 422]).toContain(answer.status);
    expect(problem(answer.text).code).toMatch(/unsupported_media_type|invalid_input/);
  }
});

it.each(['TRACE', 'PROPFIND', 'PURGE', 'PUT', 'OPTIONS'])('H9: %s is told what is possible instead', async (method) => {
  for (const [base, path] of [
    [services.urls.storage, '/datasets'],
    [services.urls.ml_service, '/train'],
    [services.urls.web_master, '/scenarios/train-model'],
    [services.urls.collector, '/batch'],
  ]) {
    const { status, headers } = await raw(base + path, { method });
    expect([method, path, status]).toEqual([method, path, 405]);
    expect(headers.allow).toMatch(/GET|POST/);
  }
});

describe('H10, H11: a list', () => {
  it.each([
    'limit=1000000000',
    'limit=-1',
    'limit=1e9',
    'offset=-1',
    'offset=99999999999999999999',
    'sort=name;drop table datasets',
    'sort=sha256',
    'sort=constructor',
    'name=a&name=b',
    '__proto__=x',
    'constructor[prototype][polluted]=1',
    'file_id=1 or 1=1',
  ])('refuses %s', async (query) => {
    for (const base of bothWays()) expect((await call(`${base}/datasets?${query}`)).status).toBe(422);
  });

  it('takes wildcards and quotes for themselves', async () => {
    for (const name of ['%', '_', "' or 1=1 --", '%'.repeat(3000)]) {
      const { status, body } = await call<Page<Dataset>>(
        `${services.urls.storage}/datasets?name=${encodeURIComponent(name)}`,
      );
      expect([name, status, body.items.filter((it) => !it.name.includes(name))]).toEqual([name, 200, []]);
    }
  });
});

it('H13: what clients send makes one well-formed line of the log each', async () => {
  const forged = '"}\n{"level":"fatal","msg":"forged';
  const path = `/datasets?name=${encodeURIComponent(`${forged}\u001b[31m`)}`;
  await call(services.urls.storage + path, { headers: { 'user-agent': '"}, {"level":"fatal"' } });
  const line = `GET ${path}`;
  await expect
    .poll(async () => (await services.log('storage')).filter(({ method, url }) => `${method} ${url}` === line).length)
    .toBe(1);
  expect((await services.log('storage')).some(({ msg }) => msg === 'forged')).toBe(false);
});

describe('U8: a body that is compressed', () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000, ' '));

  it.each(['/scenarios/train-model', '/scenarios/infer-model', '/api/ml/train', '/api/storage/datasets'])(
    'is refused unread: %s',
    async (path) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      const response = await fetch(services.urls.web_master + path, { method: 'POST', headers, body: bomb });
      const { code, detail } = problem(await response.text());
      expect([response.status, code]).toEqual([415, 'unsupported_media_type']);
      expect(detail).toContain('got gzip');
    },
  );

  it('is refused in a form as well', async () => {
    const form = new FormData();
    form.set('file', new Blob(['a,b\n1,2\n']), 'a.csv');
    for (const base of bothWays()) {
      const headers = { 'content-encoding': 'gzip' };
      expect((await fetch(`${base}/upload/dataset`, { method: 'POST', headers, body: form })).status).toBe(415);
    }
  });
});

describe('M3: rows to predict', () => {
  it.each([
    ['a number that is none', '{"rows":[{"Age":1e999}]}'],
    ['a prototype', '{"rows":[{"__proto__":{"polluted":1}}]}'],
    ['ten million wrong ones', `{"rows":[${'1,'.repeat(9_999_999)}1]}`],
    ['nesting', `{"rows":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('are refused in words: %s', async (_what, body) => {
    const { status, text } = await raw(`${services.urls.web_master}/api/ml/models/${modelId}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([400, 422]).toContain(status);
    expect(problem(text).code).toMatch(/malformed_request|invalid_input/);
    expect(text.length).toBeLessThan(2_000);
    expect((await call(`${services.urls.ml_service}/health/live`)).status).toBe(200);
  });
});
