import type { Run, RunAccepted, TrainRequest } from '@ml-microservices/shared/contracts';
import { expect } from 'vitest';
import { type Answer, call } from '../client.js';
import { ENDLESS, noise } from '../endless.js';
import type { Services } from '../services.js';
import { listOf } from './stored.js';

type Urls = Services['urls'];

const stripes = (rows: number) =>
  `x,y\n${Array.from({ length: rows }, (_, n) => `${(n * 7) % 97},${n % 2}`).join('\n')}\n`;

/** Stores a small dataset of two classes; answers its id. */
export async function storeStripes({ storage }: Urls, rows = 200): Promise<number> {
  const json = { name: 'stripes', csv: stripes(rows), target: 'y' };
  return (await call<{ id: number }>(`${storage}/datasets`, { json })).body.id;
}

export const forest = (dataset_id: number, n_estimators: number): TrainRequest => ({
  dataset_id,
  model_type: 'RandomForest',
  hyperparameters: { n_estimators },
});

/** Asks for a training of minutes on a dataset of its own. */
export async function askEndless(urls: Urls): Promise<Answer<RunAccepted>> {
  const { body } = await call<{ id: number }>(`${urls.storage}/datasets`, { json: noise() });
  return ask(urls, { ...ENDLESS, dataset_id: body.id });
}

export const ask = ({ ml_service }: Urls, json: TrainRequest, key?: string): Promise<Answer<RunAccepted>> =>
  call(`${ml_service}/train`, { json, headers: key === undefined ? {} : { 'idempotency-key': key } });

export const cancel = ({ ml_service }: Urls, id: number) =>
  call<Run>(`${ml_service}/runs/${id}/cancel`, { method: 'POST' });

export const runOf = async ({ storage }: Urls, id: number): Promise<Run> =>
  (await call<Run>(`${storage}/runs/${id}`)).body;

/** The run as soon as it is as `condition` wants it. */
export async function untilRun(urls: Urls, id: number, condition: (run: Run) => boolean): Promise<Run> {
  await expect.poll(async () => condition(await runOf(urls, id)), { timeout: 120_000, interval: 50 }).toBe(true);
  return runOf(urls, id);
}

export const isFitting = ({ stage, status }: Run): boolean => status === 'running' && stage === 'fit';
export const isEnded = ({ finished_at }: Run): boolean => finished_at !== null;

/** Every run has ended, and there is one model for each that completed and for no other. */
export async function expectOneResultEach({ storage }: Urls, ids: readonly number[]): Promise<void> {
  const runs = await Promise.all(ids.map(async (id) => (await call<Run>(`${storage}/runs/${id}`)).body));
  expect(runs.filter((run) => !isEnded(run))).toEqual([]);
  const items = await listOf<{ id: number; run_id: number }>(storage, 'models');
  const completed = runs.filter(({ status }) => status === 'completed');
  const ofThese = items.filter(({ run_id }) => ids.includes(run_id));
  expect(ofThese.map(({ run_id }) => run_id).sort()).toEqual(completed.map(({ id }) => id).sort());
  for (const run of completed) expect(ofThese.find(({ run_id }) => run_id === run.id)?.id).toBe(run.model_id);
}
