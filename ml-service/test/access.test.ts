import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessFaults, KEYED, OPEN_ROUTES } from '@ml-microservices/shared/testing';
import { expect, it, onTestFinished } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

it('lets nobody in without a key, and none further than its role', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ml-'));
  const app = await buildApp(readConfig({ DATA__PATH: folder, LOGGING__LEVEL: 'silent', ...KEYED }));
  onTestFinished(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });
  expect(await accessFaults(app, [...OPEN_ROUTES, 'GET /v2/health/live', 'GET /v2/health/ready'])).toEqual([]);
});
