import type { ProblemDetails, Run, RunAccepted } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, startBench } from '../support/services.js';
import { isEnded, untilRun } from '../support/until.js';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ INFERENCE__MAX_RUNNING: '1' });
});
afterAll(() => bench.close());

it('works on so many whole tables at a time, and tells the others to come back', async () => {
  const dataset_id = await bench.upload();
  const { model_id } = await untilRun(bench.storage, await bench.train(dataset_id, 5), isEnded);
  const infer = () =>
    bench.app.inject({
      method: 'POST',
      url: '/infer',
      payload: { model_id, dataset_id },
      headers: { prefer: 'wait=0' },
    });
  const answers = await Promise.all(Array.from({ length: 20 }, infer));
  const refused = answers.filter(({ statusCode }) => statusCode !== 202);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json<ProblemDetails>().detail).toMatch(/^1 predictions are being worked on .*inference\.max_running/);
  }
  const accepted = answers.filter(({ statusCode }) => statusCode === 202);
  expect(accepted.length).toBeGreaterThan(0);
  for (const answer of accepted) {
    const run = await untilRun(bench.storage, answer.json<RunAccepted>().run_id, isEnded);
    expect(run.status).toBe('completed');
  }
  const last = await bench.app.inject({ method: 'POST', url: '/infer', payload: { model_id, dataset_id } });
  expect([200, 202]).toContain(last.statusCode);
  expect(
    (await untilRun(bench.storage, last.json<Run & RunAccepted>().run_id ?? last.json<Run>().id, isEnded)).status,
  ).toBe('completed');
});
