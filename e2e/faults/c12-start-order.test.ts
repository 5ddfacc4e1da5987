import type { Health } from '@ml-microservices/shared/contracts';
import { afterEach, expect, it } from 'vitest';
import { SERVICES } from '../../scripts/services.mjs';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { rounds } from './rounds.js';

let services: Services;
afterEach(() => services.close());

const statusOf = (url: string, path: string) =>
  call(`${url}${path}`).then(
    ({ status }) => status,
    () => 0,
  );
/** Whom web_master misses. */
const missing = async () => {
  const { body } = await call<Health>(`${services.urls.web_master}/health`);
  return body.checks.flatMap(({ name, status }) => (status === 'healthy' ? [] : [name]));
};

const ONE_WAY = [...SERVICES.keys()];
/** Each service at each place; the two that are always tried have each pair both ways. */
const ORDERS = [ONE_WAY, ONE_WAY.toReversed()].flatMap((way) => {
  const rotations = way.map((_, first) => [...way.slice(first), ...way.slice(0, first)]);
  return rotations.slice(0, rounds(1, way.length));
});

it.each(ORDERS)('C12: started as %s, %s, %s, %s, %s, all become ready by themselves', async (...order) => {
  services = await startServices({}, []);
  for (const [index, name] of order.entries()) {
    services.startUnhealthy(name);
    await expect.poll(() => statusOf(services.urls[name], '/health/live'), { timeout: 60_000 }).toBe(200);
    if (!order.slice(0, index + 1).includes('web_master')) continue;
    const absent = order.slice(index + 1).filter((it) => it !== 'viz');
    expect(await missing()).toEqual(expect.arrayContaining(absent));
  }
  for (const name of order) {
    await expect.poll(() => statusOf(services.urls[name], '/health'), { timeout: 60_000 }).toBe(200);
  }
});
