import { Evaluation } from '@ml-microservices/shared/contracts';
import { beforeEach, expect, it } from 'vitest';
import { build, createDataset, upload } from '../build.js';
import { createModel, createRun, publish, step } from '../models.js';

/** More than a body may have where nothing long is expected. */
const LONG = 'x'.repeat(2 ** 21);
const result = {
  rows: 1,
  predictions: [],
  warnings: [{ code: 'ignored_column' as const, column: LONG, count: 1, message: '' }],
};

let app: Awaited<ReturnType<typeof build>>;
beforeEach(async () => {
  app = await build();
});

it('takes a run with its inline data, and its long result, whichever way that comes', async () => {
  const { id } = await createRun(app, { kind: 'inference', status: 'running', parameters: { data: LONG } });
  expect((await step(app, id, { status: 'completed', result })).statusCode).toBe(200);
  expect((await app.inject(`/runs/${id}`)).json()).toMatchObject({ parameters: { data: LONG }, result });
  const run = JSON.stringify({ kind: 'inference', status: 'completed', parameters: {}, result });
  const parts = [
    { name: 'file', filename: 'predictions.csv', content: 'a\n1\n' },
    { name: 'run', content: run },
  ];
  expect((await upload(app, '/upload/run', parts)).statusCode).toBe(201);
});

it('takes a model with its file', async () => {
  const { id: dataset_id } = await createDataset(app, 'a\n1\n');
  const { id: run_id } = await createRun(app, { dataset_id });
  const file = { name: 'm.safetensors', media_type: 'application/octet-stream', content: LONG };
  expect((await publish(app, { run_id, dataset_id, file_id: undefined, file })).statusCode).toBe(201);
});

it('takes an evaluation of many columns', async () => {
  const { id } = await createModel(app);
  const [example] = (Evaluation as unknown as { examples: [Evaluation] }).examples;
  const payload = JSON.stringify(example) + ' '.repeat(LONG.length);
  const headers = { 'content-type': 'application/json' };
  const stored = await app.inject({ method: 'PUT', url: `/models/${id}/evaluation`, payload, headers });
  expect(stored.statusCode).toBe(204);
});
