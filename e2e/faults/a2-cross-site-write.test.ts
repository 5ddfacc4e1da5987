import type { Batch, Page } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { raw } from '../raw.js';
import { type Services, startServices } from '../services.js';
import { collectAll } from '../steps.js';

let services: Services;

beforeAll(async () => {
  services = await startServices();
  await collectAll(services);
});
afterAll(() => services.close());

/** What a page of another site can make a browser send without a preflight, and what it can try with one. */
const WRITES = [
  ['POST', '/scenarios/collect-and-store', 'application/json', '{"batch_size":5}'],
  ['POST', '/scenarios/collect-and-store', 'text/plain', '{"batch_size":5}'],
  ['POST', '/scenarios/collect-and-store', 'application/x-www-form-urlencoded', 'batch_size=5'],
  ['POST', '/api/collector/reset', 'text/plain', ''],
  ['DELETE', '/api/storage/datasets/1', 'text/plain', ''],
  ['PATCH', '/api/storage/datasets/1', 'application/json', '{"name":"taken over"}'],
] as const;
const ORIGINS = ['http://evil.example', 'null', 'http://localhost.evil.example', 'http://127.0.0.1:1'];

it.each(ORIGINS)('refuses what a page of %s sends, through both doors, and does nothing', async (origin) => {
  const { web_master, viz, collector } = services.urls;
  for (const [method, path, type, body] of WRITES) {
    const through = [web_master + path, `${viz}${path.startsWith('/api') ? '' : '/api'}${path}`];
    for (const url of through) {
      const answer = await raw(url, { method, headers: { origin, 'content-type': type }, body });
      expect([url, answer.status]).toEqual([url, 403]);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  }
  const direct = await raw(`${collector}/reset`, { method: 'POST', headers: { origin } });
  expect(direct.status).toBe(403);
  const { body } = await call<Page<{ id: number; name: string }>>(`${services.urls.storage}/datasets`);
  expect(body.items.map(({ id, name }) => [id, name.startsWith('titanic')])).toEqual([[1, true]]);
});

it('lets no other site ask first', async () => {
  const headers = { origin: 'http://evil.example', 'access-control-request-method': 'DELETE' };
  for (const url of [`${services.urls.storage}/datasets/1`, `${services.urls.viz}/api/storage/datasets/1`]) {
    const answer = await raw(url, { method: 'OPTIONS', headers });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.status).toBeGreaterThanOrEqual(400);
  }
});

it('moves no cursor for an image on another site', async () => {
  const { collector, web_master, viz } = services.urls;
  const offset = async () => (await call<{ cursor: number }>(`${collector}/info`)).body.cursor;
  const before = await offset();
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
  for (const url of [collector, `${web_master}/api/collector`, `${viz}/api/collector`]) {
    expect((await raw(`${url}/batch?size=10`, { headers })).status).toBe(403);
  }
  expect(await offset()).toBe(before);
  expect((await call<Batch>(`${collector}/batch?size=10`)).body.offset).toBe(before);
});
