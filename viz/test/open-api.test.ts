import { openApiFaults } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { openViz } from './server/client.js';

it('describes every route of its own', async () => {
  expect(await openApiFaults(await openViz(), ['/api/', '/*'])).toEqual([]);
});
