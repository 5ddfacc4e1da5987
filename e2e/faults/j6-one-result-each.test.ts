import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Services, startServices } from '../services.js';
import { descendants } from '../starter.js';
import { rounds } from './rounds.js';
import { ask, expectOneResultEach, forest, isEnded, runOf, storeStripes, untilRun } from './trainings.js';

let services: Services;
beforeAll(async () => {
  services = await startServices({ TRAINING__CONCURRENCY: '2', TRAINING__MAX_ATTEMPTS: '50' }, [
    'storage',
    'ml_service',
  ]);
});
afterAll(() => services.close());

it('J6: with children, the service and storage killed again and again, each job has one result or a reason', async () => {
  const { urls } = services;
  const datasetId = await storeStripes(urls, 2_000);
  const ids: number[] = [];
  for (let n = 0; n < rounds(8, 100); n++) ids.push((await ask(urls, forest(datasetId, 300))).body.run_id);
  const victims = ['child', 'ml_service', 'storage'] as const;
  for (let n = 0; n < rounds(3, 60); n++) {
    const next = (await Promise.all(ids.map((id) => runOf(urls, id)))).find((run) => !isEnded(run));
    if (!next) break;
    await untilRun(urls, next.id, ({ status }) => status !== 'queued');
    const victim = victims[n % victims.length];
    if (victim === 'child') {
      for (const pid of descendants(services.pid('ml_service'))) process.kill(pid, 'SIGKILL');
    } else {
      await services.kill(victim);
      await services.start(victim);
    }
  }
  for (const id of ids) {
    const { status, error } = await untilRun(urls, id, isEnded);
    // Only a child that is killed costs its run.
    if (status !== 'completed') expect([status, error?.code]).toEqual(['failed', 'worker_died']);
  }
  await expectOneResultEach(urls, ids);
});
