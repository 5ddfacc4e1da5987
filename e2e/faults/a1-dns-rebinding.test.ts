import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '../raw.js';
import { type ServiceName, type Services, startServices } from '../services.js';

const NAMES: readonly ServiceName[] = ['collector', 'storage', 'ml_service', 'web_master', 'viz'];
const PATHS = ['/', '/health/live', '/metrics', '/docs', '/progress/1', '/api/progress/1', '/datasets', '/nowhere'];

let services: Services;

beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.close());

describe.each(NAMES)('%s', (name) => {
  it('answers nothing under the name of another site that leads here', async () => {
    for (const path of PATHS) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answer = await raw(services.urls[name] + path, { method, headers: { host: 'evil.example:80' } });
        expect([path, method, answer.status]).toEqual([path, method, 421]);
        expect(JSON.parse(answer.text)).toMatchObject({ code: 'misdirected_request' });
      }
    }
  });

  it('answers under the names of this machine', async () => {
    const { port } = new URL(services.urls[name]);
    for (const host of ['localhost', `localhost:${port}`, `127.0.0.1:${port}`, '[::1]']) {
      expect((await raw(`${services.urls[name]}/health/live`, { headers: { host } })).status).toBe(200);
    }
  });
});
