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

const BEHIND: ServiceName[] = ['ml_service', 'collector', 'storage'];
const permutations = (names: readonly ServiceName[]): ServiceName[][] =>
  names.length === 0
    ? [[]]
    : names.flatMap((first) => permutations(names.filter((name) => name !== first)).map((rest) => [first, ...rest]));
/** web_master first, since it is asked who is missing, and viz: two orders have each pair of the others both ways. */
const EVERY = permutations(BEHIND).map((order): ServiceName[] => ['web_master', 'viz', ...order]);
const ORDERS = EVERY.filter((_, index) => [0, EVERY.length - 1].includes(index) || process.env.SOAK);

it.each(ORDERS)('C12: started as %s, %s, %s, %s, %s, all become ready by themselves', async (...order) => {
  services = await startServices({}, []);
  for (const [index, name] of order.entries()) {
    services.startUnhealthy(name);
    await expect.poll(() => statusOf(services.urls[name], '/health/live'), { timeout: 60_000 }).toBe(200);
    const absent = order.slice(index + 1).filter((name) => name !== 'viz');
    if (absent.length > 0) expect(await missing()).toEqual(expect.arrayContaining(absent));
  }
  for (const name of order) {
    await expect.poll(() => statusOf(services.urls[name], '/health'), { timeout: 60_000 }).toBe(200);
  }
});
