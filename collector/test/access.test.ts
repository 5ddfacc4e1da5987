import { accessFaults, KEYED, OPEN_ROUTES } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { build } from './build.js';

it('lets nobody in without a key, and none further than its role', async () => {
  expect(await accessFaults(await build(KEYED), OPEN_ROUTES)).toEqual([]);
});
