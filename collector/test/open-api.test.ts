import { openApiFaults } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { build } from './build.js';

it('describes every route, with an example of every body and every status it answers', async () => {
  expect(await openApiFaults(await build())).toEqual([]);
});
