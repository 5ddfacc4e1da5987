import { openApiFaults } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

it('describes every route, with an example of every body and every status it answers', async () => {
  const app = await buildApp(readConfig({ LOGGING__LEVEL: 'silent' }));
  try {
    expect(await openApiFaults(app, ['/api/'])).toEqual([]);
  } finally {
    await app.close();
  }
});
