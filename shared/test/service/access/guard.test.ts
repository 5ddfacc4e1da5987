import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemDetails } from '../../../src/contracts/index.js';
import { type App, createService } from '../../../src/service/index.js';
import { bearer, KEYS, SERVICE_TOKEN } from '../../../src/testing/index.js';
import { commonSettings, keyedSettings } from '../settings.js';

const root = new URL('../../../', import.meta.url);

let app: App;

async function open(settings = commonSettings()): Promise<App> {
  app = await createService({ name: 'probe', title: 'Probe', root, settings });
  // Paths that the table of access knows, with its roles: editor, viewer, admin.
  app.get('/batch', ({ caller }) => ({ caller }));
  app.get('/info', ({ caller }) => ({ caller }));
  app.post('/reset', ({ caller }) => ({ caller }));
  app.get('/unlisted', () => ({}));
  return app;
}

const ask = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'POST' = 'GET') =>
  app.inject({ method, url, headers });

afterEach(() => app.close());

describe('the host that is asked for', () => {
  const names = { host: 'inner.example', published_on: '127.0.0.1', allowed_hosts: ['ML.example'] };
  beforeEach(() => open(commonSettings({ service: { ...commonSettings().service, ...names } })));

  it.each([
    'localhost',
    'localhost:8001',
    '127.0.0.1:8001',
    '192.168.1.7',
    '[::1]:8001',
    'ml.example',
    'Ml.Example:80',
    'inner.example',
  ])('may be %s', async (host) => {
    expect((await ask('/info', { host })).statusCode).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '127.0.0.1@evil.example', 'x y'])(
    'may not be %j, for any method or stream',
    async (host) => {
      for (const [method, url] of [
        ['GET', '/info'],
        ['POST', '/reset'],
        ['GET', '/health/live'],
        ['GET', '/nowhere'],
      ] as const) {
        const response = await ask(url, { host }, method);
        expect(response.statusCode).toBe(421);
        expect(response.json<ProblemDetails>()).toMatchObject({ code: 'misdirected_request' });
      }
    },
  );
});

describe('what a page makes a browser send', () => {
  beforeEach(() => open());

  it.each([
    ['from this page', { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' }, 200],
    ['from the address bar', { 'sec-fetch-site': 'none' }, 200],
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' }, 403],
    ['from another port of this machine', { 'sec-fetch-site': 'same-site' }, 403],
    ['by an old browser from this page', { origin: 'http://localhost' }, 200],
    ['by an old browser from elsewhere', { origin: 'http://evil.example' }, 403],
    ['by a page in a sandbox', { origin: 'null' }, 403],
    ['by a program', {}, 200],
  ])('%s', async (_what, headers, status) => {
    const response = await ask('/reset', { host: 'localhost', ...headers }, 'POST');
    expect(response.statusCode).toBe(status);
    if (status === 403) expect(response.json<ProblemDetails>().code).toBe('cross_origin');
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('may be read, but not where reading changes something', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await ask('/info', headers)).statusCode).toBe(200);
    expect((await ask('/batch', headers)).statusCode).toBe(403);
  });
});

describe('keys', () => {
  beforeEach(() => open(keyedSettings()));

  it('tell who asks', async () => {
    const response = await ask('/info', bearer(KEYS.viewer));
    expect(response.json()).toEqual({ caller: { name: 'viewer', role: 'viewer' } });
    expect((await ask('/info', { authorization: `bearer  ${KEYS.admin}` })).statusCode).toBe(200);
  });

  it('are needed, and say so as RFC 6750 has it', async () => {
    const without = await ask('/info');
    expect([without.statusCode, without.headers['www-authenticate']]).toEqual([401, 'Bearer realm="ml-microservices"']);
    const wrong = await ask('/info', bearer('mlk_wrong'));
    expect([wrong.statusCode, wrong.headers['www-authenticate']]).toEqual([
      401,
      'Bearer realm="ml-microservices", error="invalid_token"',
    ]);
    expect((await ask('/info', { authorization: `Basic ${btoa(`x:${KEYS.admin}`)}` })).statusCode).toBe(401);
  });

  it('reach as far as their role', async () => {
    const statuses = async (key: string) =>
      Promise.all([ask('/info', bearer(key)), ask('/batch', bearer(key)), ask('/reset', bearer(key), 'POST')]).then(
        (answers) => answers.map(({ statusCode }) => statusCode),
      );
    expect(await statuses(KEYS.viewer)).toEqual([200, 403, 403]);
    expect(await statuses(KEYS.editor)).toEqual([200, 200, 403]);
    expect(await statuses(KEYS.admin)).toEqual([200, 200, 200]);
    const refused = (await ask('/reset', bearer(KEYS.editor), 'POST')).json<ProblemDetails>();
    expect(refused).toMatchObject({
      code: 'forbidden',
      detail: 'This needs the role admin; editor has the role editor.',
    });
  });

  it('tell nobody else which paths there are', async () => {
    expect((await ask('/nowhere')).statusCode).toBe(401);
    expect((await ask('/nowhere', bearer(KEYS.viewer))).statusCode).toBe(404);
    expect((await ask('/reset', bearer(KEYS.viewer))).statusCode).toBe(405);
  });

  it('open no route that no rule names', async () => {
    expect((await ask('/unlisted', bearer(KEYS.admin))).statusCode).toBe(403);
    expect((await ask('/unlisted', bearer(SERVICE_TOKEN))).statusCode).toBe(403);
  });

  it('are not needed by probes', async () => {
    expect((await ask('/health/live')).statusCode).toBe(200);
    expect((await ask('/health/ready')).statusCode).toBe(200);
    expect((await ask('/health')).statusCode).toBe(401);
  });

  it('let a service say for whom it asks, and nobody else', async () => {
    const told = { 'x-caller-name': 'alice', 'x-caller-role': 'editor' };
    expect((await ask('/info', { ...bearer(SERVICE_TOKEN), ...told })).json()).toEqual({
      caller: { name: 'alice', role: 'editor' },
    });
    expect((await ask('/reset', { ...bearer(SERVICE_TOKEN), ...told }, 'POST')).statusCode).toBe(403);
    expect((await ask('/info', { ...bearer(KEYS.viewer), ...told })).json()).toEqual({
      caller: { name: 'viewer', role: 'viewer' },
    });
    expect((await ask('/info', told)).statusCode).toBe(401);
    expect((await ask('/info', { ...bearer(SERVICE_TOKEN), 'x-caller-role': 'root' })).statusCode).toBe(401);
    expect((await ask('/reset', bearer(SERVICE_TOKEN), 'POST')).json()).toEqual({
      caller: { name: 'service', role: 'admin' },
    });
  });
});
