import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '@ml-microservices/shared/service';
import { KEYED, KEYS, SERVICE_TOKEN } from '@ml-microservices/shared/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openViz } from './client.js';

const HOUR_MS = 3_600_000;

async function signIn(app: App, key: string, headers: Record<string, string> = {}) {
  const response = await app.inject({ method: 'POST', url: '/session', payload: { key }, headers });
  const cookie = String(response.headers['set-cookie']);
  return { response, cookie, pair: cookie.split(';')[0] };
}

/** A server in the place of web-master that answers with the headers that it was asked with. */
async function echo(): Promise<string> {
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a session', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  it('begins with a key, in a cookie that scripts and other sites do not get', async () => {
    const { response, cookie } = await signIn(await openViz(undefined, KEYED), KEYS.editor);
    expect(response.json()).toEqual({ required: true, caller: { name: 'editor', role: 'editor' } });
    expect(cookie.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict']);
    expect(cookie).not.toContain(KEYS.editor);
  });

  it('goes by HTTPS alone where it began by HTTPS', async () => {
    const headers = { origin: 'https://ml.example', host: 'ml.example' };
    const app = await openViz(undefined, { ...KEYED, SERVICE__ALLOWED_HOSTS: '[ml.example]' });
    expect((await signIn(app, KEYS.viewer, headers)).cookie).toContain('; Secure');
  });

  it('tells web-master who asks and no secret of theirs', async () => {
    const app = await openViz(await echo(), KEYED);
    const { pair } = await signIn(app, KEYS.editor);
    const { host: _, ...headers } = (
      await app.inject({ url: '/api/storage/datasets', headers: { cookie: pair, 'x-caller-role': 'admin' } })
    ).json();
    expect(headers).toMatchObject({
      'x-caller-name': 'editor',
      'x-caller-role': 'editor',
      authorization: `Bearer ${SERVICE_TOKEN}`,
    });
    expect(headers).not.toHaveProperty('cookie');
  });

  it('ends after twelve hours', async () => {
    const app = await openViz(await echo(), KEYED);
    const { pair } = await signIn(app, KEYS.viewer);
    const ask = async () => (await app.inject({ url: '/api/health', headers: { cookie: pair } })).statusCode;
    vi.setSystemTime(Date.now() + 11.9 * HOUR_MS);
    expect(await ask()).toBe(200);
    vi.setSystemTime(Date.now() + 0.2 * HOUR_MS);
    expect(await ask()).toBe(401);
  });

  it('ends when its key is taken out of the settings', async () => {
    const { pair } = await signIn(await openViz(undefined, KEYED), KEYS.viewer);
    const without = await openViz(await echo(), { ...KEYED, AUTH__API_KEYS: '[]' });
    expect((await without.inject({ url: '/api/health', headers: { cookie: pair } })).statusCode).toBe(401);
  });

  it.each([
    ['changed', (pair: string) => pair.replace(/\.\d+\./, '.99999999999.')],
    ['cut', (pair: string) => pair.slice(0, -1)],
    ['made up', () => 'session=x'],
  ])('is none where the cookie is %s', async (_what, change) => {
    const app = await openViz(await echo(), KEYED);
    const { pair } = await signIn(app, KEYS.admin);
    expect((await app.inject({ url: '/api/health', headers: { cookie: change(pair) } })).statusCode).toBe(401);
    expect((await app.inject({ url: '/session', headers: { cookie: change(pair) } })).json().caller).toBeNull();
  });

  it('is over in the browser when it signs out', async () => {
    const app = await openViz(undefined, KEYED);
    const response = await app.inject({ method: 'DELETE', url: '/session' });
    expect(response.statusCode).toBe(204);
    expect(response.headers['set-cookie']).toBe('session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict');
  });
});

it('begins with no key that is unknown, and not by the page of another site', async () => {
  const app = await openViz(undefined, KEYED);
  const unknown = await signIn(app, 'mlk_unknown');
  expect(unknown.response.statusCode).toBe(401);
  expect(unknown.response.headers['set-cookie']).toBeUndefined();
  const elsewhere = await signIn(app, KEYS.admin, { origin: 'http://evil.example' });
  expect(elsewhere.response.statusCode).toBe(403);
  expect(elsewhere.response.json()).toMatchObject({ code: 'cross_origin' });
});

it('is nothing where no keys are asked for', async () => {
  const app = await openViz();
  expect((await app.inject('/session')).json()).toEqual({ required: false, caller: null });
  expect((await signIn(app, KEYS.admin)).response.statusCode).toBe(409);
});
