import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bearer, KEYED, KEYS } from '@ml-microservices/shared/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ROOT, SERVICES, type ServiceName } from '../../scripts/services.mjs';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { settingsOf } from '../settings.js';

const NAMES = [...SERVICES.keys()];
const START_TIMEOUT_MS = 60_000;

/** Starts a service that should end by itself. */
function start(name: ServiceName, settings: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const nowhere = 'http://127.0.0.1:9';
  const urls = Object.fromEntries(NAMES.map((it) => [it, nowhere])) as Record<ServiceName, string>;
  const env = { PATH: process.env.PATH, ...settingsOf(name, urls, folder), SERVICE__PORT: '0', ...settings };
  const cwd = join(ROOT, SERVICES.get(name)!);
  return spawnSync(process.execPath, ['dist/main.js'], { cwd, env, encoding: 'utf8', timeout: START_TIMEOUT_MS });
}

describe.each(NAMES)('%s', (name) => {
  it('does not start where others could reach it and it asks for no keys', () => {
    const { status, stderr } = start(name, { SERVICE__HOST: '0.0.0.0' });
    expect(stderr).toMatch(/^service\.host is 0\.0\.0\.0, .*auth\.mode.*\n$/);
    expect(status).toBe(1);
  });

  it('does not start with keys and without the secret of the services, nor with a short one', () => {
    const without = start(name, { ...KEYED, AUTH__SERVICE_TOKEN: '' });
    expect([without.status, without.stderr]).toEqual([1, expect.stringMatching(/^auth\.mode is api_key and .*\n$/)]);
    const short = start(name, { ...KEYED, AUTH__SERVICE_TOKEN: 'changeme' });
    expect([short.status, short.stderr]).toEqual([1, expect.stringMatching(/auth\.service_token must be .*\n$/)]);
    expect(short.stderr).not.toContain('changeme');
  });
});

describe('with keys', () => {
  let services: Services;
  beforeAll(async () => {
    services = await startServices(KEYED);
  });
  afterAll(() => services.close());

  it('asks at every port, the inner ones too', async () => {
    const paths: Record<ServiceName, string> = {
      collector: '/info',
      storage: '/datasets',
      ml_service: '/model-types',
      web_master: '/health',
      viz: '/api/health',
    };
    for (const name of NAMES) {
      const url = services.urls[name] + paths[name];
      expect([name, (await call(url)).status]).toEqual([name, 401]);
      expect([name, (await call(url, { headers: bearer(KEYS.viewer) })).status]).toEqual([name, 200]);
    }
  });
});
