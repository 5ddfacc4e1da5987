import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Type from 'typebox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { invalidField, Problem, type ProblemDetails } from '../../src/contracts/index.js';
import { type App, createService } from '../../src/service/index.js';
import { currentRequest } from '../../src/service/request-context.js';
import { heard, open } from './raw-http.js';
import { commonSettings } from './settings.js';

const Body = Type.Object(
  { size: Type.Integer({ minimum: 1, maximum: 10 }), kind: Type.Optional(Type.Enum(['a', 'b'])) },
  { additionalProperties: false },
);
const Query = Type.Object(
  { limit: Type.Optional(Type.Integer({ maximum: 500 })), all: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
const Params = Type.Object({ id: Type.Integer({ minimum: 1 }) });

let app: App;
let root: URL;

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'service-'));
  writeFileSync(join(folder, 'package.json'), '{"version": "1.2.3"}');
  root = pathToFileURL(`${folder}/`);
  const logging = { level: 'warn', file: 'logs/probe.log', max_size_mb: 1, max_files: 2 } as const;
  let isWell = true;
  const checks = {
    memory: async () => {
      if (!isWell) throw new Error('forgot everything');
      return {};
    },
  };
  app = await createService({ name: 'probe', title: 'Probe', root, settings: commonSettings({ logging }), checks });
  app.post('/things', { schema: { body: Body, querystring: Query } }, (request) => request.body);
  app.get('/things/:id', () => {
    throw invalidField('/id', 'must be even, got 3');
  });
  app.get('/rows/:id', { schema: { params: Params } }, ({ params }) => params);
  app.get('/broken', () => {
    // As libraries do.
    const request = { headers: { authorization: 'Bearer of-keys' }, body: 'of-bodies' };
    const cause = Object.assign(new Error('refused'), { request });
    throw Object.assign(new Error('secret at /etc/passwd', { cause }), { request });
  });
  app.post('/illness', () => {
    isWell = false;
    return {};
  });
});

afterEach(() => app.close());

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/things',
    payload: payload as string,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('validation', () => {
  it('lists every fault of a body with its limit and the value received', async () => {
    const response = await post(JSON.stringify({ size: 11, kind: 'c', color: 'red' }));
    expect(response.statusCode).toBe(422);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.json<ProblemDetails>()).toMatchObject({
      code: 'invalid_input',
      request_id: response.headers['x-request-id'],
      errors: expect.arrayContaining([
        { path: '/color', message: 'is not a known field' },
        {
          path: '/size',
          message: 'must be at most 10, got 11',
          reason: 'maximum',
          values: { limit: 10, value: '11' },
        },
        { path: '/kind', message: 'must be one of "a", "b", got "c"' },
      ]),
    });
  });

  it('does not coerce a body', async () => {
    const response = await post('{"size":"3"}');
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toMatchObject([
      { path: '/size', message: 'must be an integer, got "3"' },
    ]);
  });

  it('reads numbers from a query and refuses what is out of range or unknown', async () => {
    const call = (query: string) =>
      app.inject({ method: 'POST', url: `/things?${query}`, payload: { size: 1 } }).then((it) => it.statusCode);
    expect(await call('limit=20')).toBe(200);
    expect(await call('limit=501')).toBe(422);
    expect(await call('limit=x')).toBe(422);
    expect(await call('page=1')).toBe(422);
    expect([await call('all=true'), await call('all=false')]).toEqual([200, 200]);
    for (const query of ['all=1', 'all=', 'all=constructor', 'limit=%2B1', 'limit=1&limit=2']) {
      expect([query, await call(query)]).toEqual([query, 422]);
    }
    for (const query of ['__proto__=1', '__proto__[limit]=1', 'constructor[prototype][limit]=1']) {
      expect([query, await call(query), Reflect.get({}, 'limit')]).toEqual([query, 422, undefined]);
    }
  });

  it('knows a thing by one address', async () => {
    expect((await app.inject('/rows/12')).json()).toEqual({ id: 12 });
    for (const id of ['0x1', '0b1', '1e0', '1.0', '+1', '%201', '1%20', '01', '1e400', 'Infinity', '9'.repeat(400)]) {
      const { statusCode } = await app.inject(`/rows/${id}`);
      expect([id, statusCode]).toEqual([id, 422]);
    }
  });

  it.each([
    ['{"size":', 400, {}],
    ['', 422, {}],
    ['{"__proto__":{"size":1}}', 400, {}],
    ['size=1', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['size=1', 415, { 'content-type': 'text/plain' }],
  ])('answers the body %s with %s', async (payload, status, headers) => {
    const response = await post(payload, headers);
    expect(response.statusCode).toBe(status);
    expect(response.json<ProblemDetails>().status).toBe(status);
  });

  it('refuses a body over the limit and names the limit', async () => {
    const response = await post(JSON.stringify({ size: 1, kind: 'a'.repeat(1024 * 1024) }));
    expect(response.statusCode).toBe(413);
    expect(response.json<ProblemDetails>().detail).toContain('1048576 bytes');
  });

  it('asks for a missing body', async () => {
    const response = await app.inject({ method: 'POST', url: '/things' });
    expect(response.statusCode).toBe(422);
  });
});

describe('errors', () => {
  it('tells a known path with a wrong method from an unknown path', async () => {
    const wrongMethod = await app.inject({ method: 'DELETE', url: '/things/3?x=1' });
    expect(wrongMethod.statusCode).toBe(405);
    expect(wrongMethod.headers.allow).toBe('GET, HEAD');
    const unknown = await app.inject('/nothing');
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json<ProblemDetails>().code).toBe('not_found');
  });

  it('takes a slash at the end of a path for nothing', async () => {
    expect((await app.inject('/things/3/')).json<ProblemDetails>().detail).toBe('/id: must be even, got 3');
    expect((await app.inject({ method: 'DELETE', url: '/things/3/' })).headers.allow).toBe('GET, HEAD');
    expect((await app.inject('/docs/')).statusCode).toBe(200);
  });

  it.each([
    ['half of an escape', '/things/%', 400, 'malformed_request'],
    ['an escape that is none', '/%zz?x=1', 400, 'malformed_request'],
    ['a long id', `/things/${'9'.repeat(600)}`, 414, 'uri_too_long'],
    ['a file that is not there', '/docs/static/nothing.js', 404, 'not_found'],
    ['a way out', '/docs/static/..%2f..%2fpackage.json', 404, 'not_found'],
    ['a long name', `/docs/static/${'a'.repeat(600)}`, 404, 'not_found'],
  ])('says what is wrong with a URL: %s', async (_what, url, status, code) => {
    const { headers, ...response } = await app.inject(url);
    expect(response.statusCode).toBe(status);
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' });
    expect(response.json<ProblemDetails>()).toMatchObject({ status, code, request_id: headers['x-request-id'] });
  });

  it('hides what broke from the client and logs it under the request id, without the request', async () => {
    const response = await app.inject({ url: '/broken', headers: { 'x-request-id': 'trace-1' } });
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    await app.close();
    const lines = readFileSync(new URL('logs/probe.log', root), 'utf8').trim().split('\n');
    const logged = lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error');
    expect(logged).toMatchObject({
      request_id: 'trace-1',
      err: { message: 'secret at /etc/passwd', cause: { message: 'refused' } },
    });
    expect(lines.join()).not.toMatch(/of-keys|of-bodies/);
  });

  it('answers a thrown problem as it is', async () => {
    const response = await app.inject('/things/3');
    expect(response.json<ProblemDetails>()).toMatchObject({
      type: 'urn:problem:invalid_input',
      status: 422,
      errors: [{ path: '/id', message: 'must be even, got 3' }],
    });
    expect(new Problem('not_found', 'x').status).toBe(404);
  });
});

it('does not start with a log that there cannot be', async () => {
  const logging = { level: 'warn', file: 'package.json/logs/probe.log', max_size_mb: 1, max_files: 2 } as const;
  const started = createService({ name: 'probe', title: 'Probe', root, settings: commonSettings({ logging }) });
  await expect(started).rejects.toThrow(/^logging\.file is .*probe\.log, which cannot be written \(ENOTDIR\)/);
});

describe('request id', () => {
  it.each([
    ['abc-1.2_3', true],
    ['bad id', false],
    ['x'.repeat(129), false],
  ])('%s is kept: %s', async (id, kept) => {
    const response = await app.inject({ url: '/health/live', headers: { 'x-request-id': id } });
    expect(response.headers['x-request-id'] === id).toBe(kept);
    expect(response.headers['x-request-id']).toMatch(/^[\w.-]{1,128}$/);
  });

  it('is known to the work for a request also behind a body that comes in pieces', async () => {
    app.post('/asker', () => ({ id: currentRequest()?.id }));
    const socket = await open(await app.listen({ port: 0, host: '127.0.0.1' }));
    const head = 'Host: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2';
    socket.write(`POST /asker HTTP/1.1\r\n${head}\r\nx-request-id: in-pieces\r\n\r\n{`);
    await app.inject('/health/live');
    socket.write('}');
    expect(await heard(socket)).toContain('{"id":"in-pieces"}');
  });
});

describe('health', () => {
  it('is 503 and names what is wrong, while the process stays alive', async () => {
    expect((await app.inject('/health')).json()).toMatchObject({
      service: 'probe',
      status: 'healthy',
      version: '1.2.3',
    });
    await app.inject({ method: 'POST', url: '/illness', payload: {} });
    const ready = await app.inject('/health/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json().checks).toMatchObject([{ name: 'memory', status: 'unhealthy', detail: 'forgot everything' }]);
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'alive' });
  });

  it('counts requests by route and status for Prometheus', async () => {
    await app.inject('/nothing');
    await app.inject('/things/3');
    const { body } = await app.inject('/metrics');
    expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/things/:id",status="422"} 1');
  });
});

describe('docs', () => {
  it('describes the routes and shows them to people', async () => {
    const document = (await app.inject('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/things', '/things/{id}', '/health']));
    expect((await app.inject('/docs')).statusCode).toBe(200);
  });
});
