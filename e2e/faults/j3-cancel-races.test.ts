import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Services, startServices } from '../services.js';
import { rounds } from './rounds.js';
import { ask, cancel, expectOneResultEach, forest, isEnded, runOf, storeStripes, untilRun } from './trainings.js';

let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage', 'ml_service']);
});
afterAll(() => services.close());

/** Nearly every run has ended by then: some are cancelled in the queue, some in their work, some as they end, some after. */
const MOST_ASKED = 50;

it('J3: a run that is cancelled at any moment ends in one way, with a model only if it completed', async () => {
  const { urls } = services;
  const datasetId = await storeStripes(urls);
  const ids: number[] = [];
  for (let n = 0; n < rounds(25, 1_000); n++) {
    const { body } = await ask(urls, forest(datasetId, 50));
    ids.push(body.run_id);
    const times = (n / rounds(25, 1_000)) * MOST_ASKED;
    for (let asked = 0; asked < times && !isEnded(await runOf(urls, body.run_id)); asked++);
    const { status } = await cancel(urls, body.run_id);
    expect([200, 409]).toContain(status);
    const run = await untilRun(urls, body.run_id, isEnded);
    expect(run.status).toBe(status === 200 ? 'cancelled' : 'completed');
  }
  await expectOneResultEach(urls, ids);
  expect((await ask(urls, forest(datasetId, 5))).status).toBe(202);
});
