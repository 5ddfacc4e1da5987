import type { ProblemDetails, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { trainedModel } from '../steps.js';

let services: Services;
let modelId: number;
beforeAll(async () => {
  services = await startServices();
  modelId = await trainedModel(services);
});
afterAll(() => services?.close());

const PASSENGER = { Pclass: 3, Sex: 'male', Age: 22, SibSp: 1, Parch: 0, Fare: 7.25, Embarked: 'S' };
const csvOf = (rows: number) => `${Object.keys(PASSENGER)}\n${`${Object.values(PASSENGER)}\n`.repeat(rows)}`;
const rowsOf = (rows: number) => Array.from({ length: rows }, () => PASSENGER);
const ml = <T>(path: string, json: object) =>
  call<T>(services.urls.ml_service + path, { json, headers: { prefer: 'wait=60' } });

/** The answer, and the longest that the service was silent meanwhile, as a share of the time that it took. */
async function whileAlive(ask: () => Promise<Answer<Run>>) {
  let isOver = false;
  const silences: number[] = [];
  const watch = async () => {
    while (!isOver) {
      const began = performance.now();
      await call(`${services.urls.ml_service}/health/live`);
      silences.push(performance.now() - began);
    }
  };
  const watching = watch();
  const began = performance.now();
  const answer = await ask();
  const took = performance.now() - began;
  isOver = true;
  await watching;
  return { answer, silence: Math.max(...silences) / took };
}

it.each([
  ['a million rows of CSV', { data: csvOf(1_000_000) }, 1_000_000],
  ['300,000 rows of JSON', { rows: rowsOf(300_000) }, 300_000],
])('J10: %s are predicted in parts, between which others are answered', async (_name, input, rows) => {
  const { answer, silence } = await whileAlive(() => ml('/infer', { model_id: modelId, ...input }));
  const run = await call<Run>(`${services.urls.storage}/runs/${answer.body.id}`);
  expect(run.body).toMatchObject({ status: 'completed', result: { rows } });
  expect(silence).toBeLessThan(0.4);
});

it('J10: more rows than are answered at once are refused', async () => {
  for (const input of [{ data: csvOf(1_000_000) }, { rows: rowsOf(100_000) }]) {
    const { status, body } = await ml<ProblemDetails>(`/models/${modelId}/predict`, input);
    expect([status, body.detail]).toEqual([413, expect.stringMatching(/^At most 10000 rows are answered at once/)]);
  }
});
