import { accessFaults, KEYED, OPEN_ROUTES } from '@ml-microservices/shared/testing';
import { expect, it, onTestFinished } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

it('lets nobody in without a key, and none further than its role', async () => {
  const app = await buildApp(readConfig({ LOGGING__LEVEL: 'silent', ...KEYED }));
  onTestFinished(() => app.close());
  expect(await accessFaults(app, OPEN_ROUTES)).toEqual([]);
});
