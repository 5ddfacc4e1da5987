import type { Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from './door.js';
import { startTrained, type Trained } from './trained.js';

const TRAIN = '/scenarios/train-model';

let trained: Trained;
beforeAll(async () => {
  trained = await startTrained();
});
afterAll(() => trained?.close());

describe('the id of a request', () => {
  it('is in the log of every service that took part', async () => {
    const headers = { 'x-request-id': 'trace-of-training', prefer: 'wait=60' };
    const run = (await post(trained.app, TRAIN, trained.training, headers)).json<Run>();
    expect(run.request_id).toBe('trace-of-training');
    await post(
      trained.app,
      '/scenarios/collect-and-store',
      { batch_size: 1, offset: 0 },
      { 'x-request-id': 'trace-of-batch' },
    );
    const idsIn = async (name: 'storage' | 'collector' | 'ml_service') =>
      new Set((await trained.services.log(name)).map(({ request_id }) => request_id));
    await expect.poll(() => idsIn('storage')).toContain('trace-of-training');
    await expect.poll(() => idsIn('ml_service')).toContain('trace-of-training');
    await expect.poll(() => idsIn('storage')).toContain('trace-of-batch');
    await expect.poll(() => idsIn('collector')).toContain('trace-of-batch');
  });
});
