import type { Health, HealthCheck } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Services, startServices } from '../../e2e/services.js';
import { brokenService } from './broken-service.js';
import { openDoor } from './door.js';

let services: Services;

beforeAll(async () => {
  services = await startServices({}, ['storage', 'collector', 'ml_service']);
});
afterAll(() => services?.close());

async function healthThrough(urls: Parameters<typeof openDoor>[0]) {
  const app = await openDoor(urls, { TIMEOUTS__CHECK_MS: '500' });
  const response = await app.inject('/health');
  await app.close();
  const { status, checks } = response.json<Health>();
  return { code: response.statusCode, status, checks, of: (name: string) => checks.find((it) => it.name === name)! };
}

describe('the health of the whole', () => {
  it('is 200 with the latency and version of every service', async () => {
    const { code, status, checks } = await healthThrough(services.urls);
    expect([code, status]).toEqual([200, 'healthy']);
    expect(checks).toEqual(
      ['collector', 'storage', 'ml_service'].map(
        (name): HealthCheck => ({
          name,
          status: 'healthy',
          latency_ms: expect.any(Number),
          version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        }),
      ),
    );
  });

  it('is 503 and says which service is late, and the others are asked all the same', async () => {
    const silent = await brokenService(() => undefined);
    const { code, status, of } = await healthThrough({ ...services.urls, collector: silent.url });
    await silent.close();
    expect([code, status]).toEqual([503, 'unhealthy']);
    expect(of('collector')).toMatchObject({ status: 'unhealthy', detail: 'collector did not answer in time.' });
    expect(of('storage').status).toBe('healthy');
  });

  it('says what a service that is ill says of itself', async () => {
    const ill = await brokenService((_request, response) => {
      const check = { name: 'database', status: 'unhealthy', latency_ms: 1, detail: 'disk full' };
      const body = { service: 'storage', status: 'unhealthy', version: '0.1.0', uptime_s: 1, checks: [check] };
      response.writeHead(503, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    const { code, of } = await healthThrough({ ...services.urls, storage: ill.url });
    await ill.close();
    expect(code).toBe(503);
    expect(of('storage')).toMatchObject({ status: 'unhealthy', detail: 'database: disk full' });
  });

  it('is 503 where a stranger answers in the place of a service', async () => {
    const stranger = await brokenService((_request, response) => void response.end('<html>welcome</html>'));
    const { code, of } = await healthThrough({ ...services.urls, ml_service: stranger.url });
    await stranger.close();
    expect([code, of('ml_service').status]).toEqual([503, 'unhealthy']);
  });

  it('turns with a service that stops and comes back', async () => {
    await services.stop('collector');
    const ill = await healthThrough(services.urls);
    expect([ill.code, ill.of('collector').detail]).toEqual([503, 'collector is not reachable.']);
    await services.start('collector');
    expect((await healthThrough(services.urls)).code).toBe(200);
  });
});
