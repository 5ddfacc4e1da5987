import type { ProblemDetails } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Services, startServices } from '../services.js';
import { rounds } from './rounds.js';
import {
  ask,
  askEndless,
  cancel,
  expectOneResultEach,
  forest,
  isEnded,
  isFitting,
  storeStripes,
  untilRun,
} from './trainings.js';

const MAX_QUEUED = 5;
let services: Services;
beforeAll(async () => {
  services = await startServices({ TRAINING__MAX_QUEUED: String(MAX_QUEUED) }, ['storage', 'ml_service']);
});
afterAll(() => services.close());

it('J7: a flood of trainings is cut off with 429, and those accepted are done in their order, over a crash', async () => {
  const { urls } = services;
  const datasetId = await storeStripes(urls);
  const first = (await askEndless(urls)).body.run_id;
  await untilRun(urls, first, isFitting);
  const flood = Array.from({ length: rounds(60, 10_000) }, (_, n) => `flood-${n}`);
  const answers = [];
  for (let at = 0; at < flood.length; at += 60) {
    const asked = flood
      .slice(at, at + 60)
      .map(async (key) => ({ key, ...(await ask(urls, forest(datasetId, 3), key)) }));
    answers.push(...(await Promise.all(asked)));
  }
  const accepted = answers.filter(({ status }) => status === 202);
  expect(accepted).toHaveLength(MAX_QUEUED);
  for (const { status, headers, body } of answers.filter((answer) => !accepted.includes(answer))) {
    expect([status, (body as unknown as ProblemDetails).code]).toEqual([429, 'too_many_requests']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  // Who repeats a request that was accepted is told so, however full the queue is.
  const [{ key, body }] = accepted;
  expect((await ask(urls, forest(datasetId, 3), key)).body.run_id).toBe(body.run_id);

  await services.kill('ml_service');
  await services.start('ml_service');
  await untilRun(urls, first, isFitting);
  expect((await cancel(urls, first)).status).toBe(200);
  const ids = accepted.map((answer) => answer.body.run_id).sort((a, b) => a - b);
  const ends = [];
  for (const id of ids) ends.push((await untilRun(urls, id, isEnded)).finished_at);
  expect(ends).toEqual(ends.toSorted());
  await expectOneResultEach(urls, [first, ...ids]);
});
