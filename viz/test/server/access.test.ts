import { accessFaults, KEYED, OPEN_ROUTES } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { openViz } from './client.js';

const OWN = ['GET /*', 'GET /session', 'POST /session', 'DELETE /session'];

it('lets nobody in without a key, and none further than its role', async () => {
  expect(await accessFaults(await openViz(undefined, KEYED), [...OPEN_ROUTES, ...OWN])).toEqual([]);
});
