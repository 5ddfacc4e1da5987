import type { Health } from '@ml-microservices/shared/contracts';
import { afterEach, expect, it } from 'vitest';
import { call } from '../client.js';
import { type ServiceName, type Services, startServices } from '../services.js';

let services: Services;
afterEach(() => services.close());

const statusOf = (url: string, path: string) =>
  call(`${url}${path}`).then(
    ({ status }) => status,
    () => 0,
  );
const missing = async () => {
  const { body } = await call<Health>(`${services.urls.web_master}/health`);
  return body.checks.flatMap(({ name, status }) => (status === 'healthy' ? [] : [name]));
};

/** Storage last, so that all wait for it; and ml-service last, which nobody needs in order to start. */
const ORDERS: ServiceName[][] = [
  ['web_master', 'ml_service', 'collector', 'storage'],
  ['web_master', 'collector', 'storage', 'ml_service'],
];

it.each(ORDERS)('C12: started as %s, %s, %s, %s, all become ready by themselves', async (...order) => {
  services = await startServices({}, []);
  for (const [index, name] of order.entries()) {
    services.startUnhealthy(name);
    await expect.poll(() => statusOf(services.urls[name], '/health/live'), { timeout: 60_000 }).toBe(200);
    const absent = order.slice(index + 1);
    if (absent.length > 0) expect(await missing()).toEqual(expect.arrayContaining(absent));
  }
  for (const name of order) {
    await expect.poll(() => statusOf(services.urls[name], '/health'), { timeout: 60_000 }).toBe(200);
  }
});
