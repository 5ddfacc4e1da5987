import { EVALUATION_VERSION, type Evaluation, type Model } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, startBench } from '../support/services.js';
import { isEnded, untilRun } from '../support/until.js';

let bench: Bench;
let datasetId: number;
beforeAll(async () => {
  bench = await startBench();
  datasetId = await bench.upload();
});
afterAll(() => bench?.close());

async function trained(trees = 20): Promise<Model> {
  const run = await untilRun(bench.storage, await bench.train(datasetId, trees), isEnded);
  return bench.storage.model(run.model_id!);
}
const ask = (id: number) => bench.app.inject(`/models/${id}/evaluation`);
const rename = (id: number, changes: object) =>
  fetch(`${bench.services.urls.storage}/models/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  });

it('is there after a training without being asked for, the same as when it is asked for', async () => {
  const model = await trained();
  let stored: Evaluation | null = null;
  while (stored === null) stored = await bench.storage.evaluation(model.id);
  const asked = await ask(model.id);
  expect(asked.statusCode).toBe(200);
  expect(asked.json()).toEqual(stored);
  expect(stored.metrics.accuracy).toMatchObject({ value: model.metrics.accuracy, method: 'wilson', n: 179 });
  expect(stored.reproducibility.fingerprint).toBe(model.fingerprint);
});

it('is one computation for all who ask at the same time', async () => {
  const model = await trained();
  const answers = await Promise.all([ask(model.id), ask(model.id), ask(model.id)]);
  const [first, ...others] = answers.map((answer) => answer.json<Evaluation>());
  expect(first.version).toBe(EVALUATION_VERSION);
  // Of several computations each would have taken its own time.
  for (const other of others) expect(other).toEqual(first);
});

it('is told to be asked for again where it takes longer than the wait, and is one computation still', async () => {
  const model = await trained();
  await bench.restart({ EVALUATION__WAIT_S: '0' });
  const answers = await Promise.all([ask(model.id), ask(model.id)]);
  for (const answer of answers) {
    expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable', reason: 'report_under_way' });
    expect(answer.headers['retry-after']).toBe('5');
  }
  let stored: Evaluation | null = null;
  while (stored === null) stored = await bench.storage.evaluation(model.id);
  expect((await ask(model.id)).json()).toEqual(stored);
  await bench.restart();
});

it('follows a threshold that is set after the training', async () => {
  const model = await trained();
  const before = (await ask(model.id)).json<Evaluation>();
  expect(before.decisions.served).toBeNull();
  await rename(model.id, { threshold: 0.3 });
  const after = (await ask(model.id)).json<Evaluation>();
  expect(after.decisions.served!.threshold).toBe(0.3);
  expect(after.decisions.default).toEqual(before.decisions.default);
  await rename(model.id, { threshold: null });
  expect((await ask(model.id)).json<Evaluation>().decisions.served).toBeNull();
});

it('comes to no harm from trainings that come in between', async () => {
  const model = await trained();
  await rename(model.id, { threshold: 0.6 });
  const asked = ask(model.id);
  const run = untilRun(bench.storage, await bench.train(datasetId, 5), isEnded);
  expect((await run).status).toBe('completed');
  expect((await asked).json<Evaluation>().decisions.served!.threshold).toBe(0.6);
});

it.each([
  ['/models/999/evaluation', 404],
  ['/models/x/evaluation', 422],
])('%s is %s', async (url, status) => {
  expect((await bench.app.inject(url)).statusCode).toBe(status);
});

it('of a model that is stored with a dataset of others says so by its reason', async () => {
  const { id, name, description, created_at, updated_at, ...model } = await trained();
  const dataset_id = await bench.upload('a,target\n1,x\n2,y\n');
  const { run } = await bench.storage.createRun({ kind: 'training', status: 'running', dataset_id, parameters: {} });
  const moved = await bench.storage.publishModel({ ...model, dataset_id, run_id: run.id, attempt: run.attempt });
  expect((await ask(moved.model.id)).json()).toMatchObject({ status: 503, reason: 'other_dataset', values: {} });
});

it('tells the cross-validation and the threshold that a training was asked for', async () => {
  const payload = {
    dataset_id: datasetId,
    model_type: 'LogisticRegression',
    cross_validation: { folds: 3 },
    threshold: { by: 'youden' },
  };
  const started = await bench.app.inject({ method: 'POST', url: '/train', payload });
  const run = await untilRun(bench.storage, started.json().run_id, isEnded);
  const model = await bench.storage.model(run.model_id!);
  const evaluation = (await ask(model.id)).json<Evaluation>();
  expect(evaluation.cross_validation).toMatchObject({ folds: 3, repeats: 1, rows: 712 });
  expect(model.threshold).toBeGreaterThan(0);
  expect(evaluation.decisions.choice).toMatchObject({ by: 'youden', threshold: model.threshold });
  expect(evaluation.decisions.served!.threshold).toBe(model.threshold);
  // What predicts from now on takes it: the same counts as in the evaluation.
  const csv = await (await fetch(`${bench.services.urls.storage}/datasets/${datasetId}/download`)).text();
  const data = { data: csv };
  const predicted = await bench.app.inject({ method: 'POST', url: `/models/${model.id}/predict`, payload: data });
  for (const { prediction, probabilities } of predicted.json().predictions) {
    expect(prediction).toBe(probabilities['1'] >= model.threshold! ? 1 : 0);
  }
});

it('refuses a threshold for a target of more than two classes', async () => {
  const csv = `a,target\n${Array.from({ length: 30 }, (_, i) => `${(7 * i) % 30},${'xyz'[i % 3]}`).join('\n')}\n`;
  const payload = { dataset_id: await bench.upload(csv), model_type: 'KNN', threshold: { by: 'f1' } };
  const refused = await bench.app.inject({ method: 'POST', url: '/train', payload });
  expect([refused.statusCode, refused.json().errors]).toMatchObject([
    422,
    [{ path: '/threshold', message: 'is for targets of two classes; target has 3' }],
  ]);
});
