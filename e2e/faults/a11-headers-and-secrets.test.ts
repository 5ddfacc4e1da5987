import { bearer, KEYED, KEYS, SERVICE_TOKEN } from '@ml-microservices/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SERVICES } from '../../scripts/services.mjs';
import { raw } from '../raw.js';
import { type Services, startServices } from '../services.js';

const NAMES = [...SERVICES.keys()];
const BODY_SECRET = 'a-word-in-a-body';
const admin = bearer(KEYS.admin);

let services: Services;

beforeAll(async () => {
  services = await startServices({ ...KEYED, LOGGING__LEVEL: 'trace' });
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ batch_size: 891, offset: 0, name: 'passengers' });
  await raw(`${services.urls.web_master}/scenarios/collect-and-store`, {
    method: 'POST',
    headers: { ...admin, ...json },
    body,
  });
});
afterAll(() => services.close());

/** Answers of every kind: pages, documents, JSON, files, streams, and problems. */
const URLS = [
  ...NAMES.flatMap((name) =>
    ['/health/live', '/metrics', '/docs/static/index.html', '/openapi.json', '/gone'].map((path) => [name, path]),
  ),
  ['collector', '/batch?size=5'],
  ['storage', '/datasets'],
  ['storage', '/datasets/1/download'],
  ['web_master', '/api/storage/datasets/1/download'],
  ['web_master', '/progress/1'],
  ['viz', '/'],
  ['viz', '/models/3/report'],
  ['viz', '/session'],
  ['viz', '/api/storage/datasets/1/download'],
] as [(typeof NAMES)[number], string][];

it.each(URLS)('%s says of %s what a browser may do with it', async (name, path) => {
  for (const headers of [admin, {}]) {
    const answer = await raw(services.urls[name] + path, { headers });
    const policy = String(answer.headers['content-security-policy']);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/default-src '(none|self)'/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  }
});

it('gives files as attachments', async () => {
  const { headers } = await raw(`${services.urls.viz}/api/storage/datasets/1/download`, { headers: admin });
  expect(headers['content-disposition']).toMatch(/^attachment/);
});

it('lets no browser keep what a key was needed for', async () => {
  const { headers } = await raw(`${services.urls.viz}/api/storage/datasets`, { headers: admin });
  expect(headers['cache-control']).toBe('no-store');
});

it('logs no key, no cookie, no token and no body, at any level and whatever fails', async () => {
  const { viz, web_master, storage } = services.urls;
  const json = { 'content-type': 'application/json' };
  const signedIn = await raw(`${viz}/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ key: KEYS.editor }),
  });
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0];
  const wrong = JSON.stringify({ name: BODY_SECRET, unknown: BODY_SECRET });
  const asks = [viz, web_master].flatMap((url) => [`${url}/api/storage/datasets`, `${url}/api/ml/train`]);
  const ask = (url: string) => raw(url, { method: 'POST', headers: { ...json, ...admin, cookie }, body: wrong });
  for (const url of [...asks, `${storage}/datasets`]) await ask(url);
  await raw(`${viz}/session`, { method: 'POST', headers: json, body: JSON.stringify({ key: 'mlk_unknown' }) });
  // Failures of connections bring along what was asked.
  await services.kill('storage');
  for (const url of asks) await ask(url);
  for (const name of NAMES.toReversed()) if (name !== 'storage') await services.stop(name);

  const secrets = [KEYS.editor, KEYS.admin, SERVICE_TOKEN, cookie.split('=')[1], 'mlk_unknown', BODY_SECRET];
  for (const name of NAMES) {
    const text = JSON.stringify(await services.log(name));
    expect(text).toContain('answered');
    for (const secret of secrets) expect([name, secret, text.includes(secret)]).toEqual([name, secret, false]);
  }
});
