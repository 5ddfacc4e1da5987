import type { Health } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type ServiceName, type Services, startServices } from '../services.js';

/** Who needs whom. */
const NEEDS: readonly (readonly [ServiceName, ServiceName])[] = [
  ['web_master', 'collector'],
  ['web_master', 'ml_service'],
  ['web_master', 'storage'],
  ['ml_service', 'storage'],
  ['viz', 'web_master'],
];

let services: Services;

beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.close());

it.each(NEEDS)(
  '%s stays alive and is not ready while %s is away, says so, and heals by itself',
  async (name, needed) => {
    const { urls } = services;
    const before = (await call<Health>(`${urls[name]}/health/ready`)).body;
    expect(before.status).toBe('healthy');
    await services.kill(needed);
    expect((await call(`${urls[name]}/health/live`)).status).toBe(200);
    const ready = await call<Health>(`${urls[name]}/health/ready`);
    expect(ready.status).toBe(503);
    const ill = ready.body.checks.filter(({ status }) => status === 'unhealthy');
    expect(ill.map((check) => check.name)).toContain(needed);
    await services.start(needed);
    const after = await call<Health>(`${urls[name]}/health/ready`);
    expect(after.status).toBe(200);
    // The same process as before: nothing was restarted.
    expect(after.body.uptime_s).toBeGreaterThan(before.uptime_s);
  },
);
