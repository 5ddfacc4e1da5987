import type { ProgressData, Run, TrainingResult } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, collected, type Event, events } from './client.js';
import { type Services, startServices } from './services.js';
import { beginTraining, collectAll } from './steps.js';

let services: Services;
let runId: number;
let told: Event<ProgressData>[];

beforeAll(async () => {
  services = await startServices();
  const { id } = await collectAll(services);
  const { body } = await beginTraining(services, {
    dataset_id: id,
    model_type: 'RandomForest',
    hyperparameters: { n_estimators: 400 },
  });
  runId = body.run_id;
  told = await collected(stream());
});
afterAll(() => services.close());

const stream = (lastId?: number) => events<ProgressData>(`${services.urls.web_master}/progress/${runId}`, lastId);

it('tells a run from its first event to its last, through the one door', async () => {
  expect(told.map(({ id }) => id)).toEqual(told.map((_, index) => index + 1));
  expect(told.length).toBeGreaterThan(2);
  expect(told.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
  const last = told.at(-1)!;
  expect(last).toMatchObject({ event: 'completed', data: { run_id: runId, status: 'completed', progress: 1 } });
  const { model_id } = last.data.result as TrainingResult;
  expect((await call<Run>(`${services.urls.storage}/runs/${runId}`)).body.model_id).toBe(model_id);
});

it('never goes back', () => {
  const shares = told.map(({ data }) => data.progress);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

it('tells who comes late all that was', async () => {
  expect(await collected(stream())).toEqual(told);
});

it('resumes after the last event that was seen, without a gap', async () => {
  expect(await collected(stream(2))).toEqual(told.slice(2));
  expect(await collected(stream(told.length))).toEqual([]);
});

it('is the same stream for the browser', async () => {
  const seen = await collected(events<ProgressData>(`${services.urls.viz}/api/progress/${runId}`));
  expect(seen).toEqual(told);
});

it('knows nothing of a run that is none', async () => {
  expect((await call(`${services.urls.web_master}/progress/999`)).status).toBe(404);
});

it('outlives a restart of the service that trained', async () => {
  await services.restart('ml_service');
  expect(await collected(stream())).toEqual(told);
});
