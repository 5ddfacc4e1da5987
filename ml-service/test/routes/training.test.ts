import {
  MODEL_TYPES,
  type Model,
  type ProblemDetails,
  type Run,
  type RunAccepted,
} from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from '../support/services.js';

let bench: Bench;
let datasetId: number;

beforeAll(async () => {
  bench = await startBench();
  datasetId = await bench.upload();
});
afterAll(() => bench.close());

const train = (payload: object, headers: Record<string, string> = { prefer: 'wait=60' }) =>
  bench.app.inject({ method: 'POST', url: '/train', payload: { dataset_id: datasetId, ...payload }, headers });

describe('a training', () => {
  it.each(MODEL_TYPES)('of %s makes a model of the seven useful columns', async (model_type) => {
    const response = await train({ model_type });
    expect(response.statusCode).toBe(200);
    expect(response.headers['preference-applied']).toBe('wait=60');
    const run = response.json<Run>();
    expect(run).toMatchObject({
      kind: 'training',
      status: 'completed',
      progress: 1,
      attempt: 1,
      dataset_id: datasetId,
    });
    const model: Model = await bench.storage.model((run.result as { model_id: number }).model_id);
    expect(run).toMatchObject({ model_id: model.id, result: { metrics: model.metrics } });
    expect(model.name).toMatch(new RegExp(`^${model_type}_\\d{8}_\\d{6}(_\\d+)?$`));
    expect(model.features).toEqual(['Pclass', 'Sex', 'Age', 'SibSp', 'Parch', 'Fare', 'Embarked']);
    expect(model.metrics).toMatchObject({ n_train: 712, n_test: 179 });
    expect(model.preprocessing.dropped.map(({ name }) => name)).toEqual(['PassengerId', 'Name', 'Ticket', 'Cabin']);
  });

  it('is answered at once where no wait is asked for, and says where to follow it', async () => {
    const response = await train({ model_type: 'KNN' }, {});
    expect(response.statusCode).toBe(202);
    const { run_id, status, progress_url } = response.json<RunAccepted>();
    expect({ status, progress_url }).toEqual({ status: 'queued', progress_url: `/progress/${run_id}` });
    const { parameters } = await bench.storage.run(run_id);
    expect(parameters).toMatchObject({ test_size: 0.2, seed: 42, engine: 'native', target: 'Survived' });
  });

  it('gives its model the name and the description asked for, and no other training that name', async () => {
    const wish = { name: 'the first', description: 'Of the seven columns.' };
    const run = (await train({ model_type: 'KNN', ...wish })).json<Run>();
    expect(await bench.storage.model(run.model_id ?? 0)).toMatchObject(wish);
    const refused = await train({ model_type: 'KNN', ...wish });
    expect(refused.json<ProblemDetails>()).toMatchObject({
      status: 409,
      reason: 'name_taken',
      values: { id: run.model_id, name: 'the first' },
    });
    expect((await bench.storage.runs({ sort: '-id', limit: 1 })).items[0].id).toBe(run.id);
  });

  it('makes the same file twice for the same request, whatever its model is called', async () => {
    const [first, second] = await Promise.all(
      [{}, { name: 'forest', description: 'Of twenty trees.' }].map(async (wish) => {
        const hyperparameters = { n_estimators: 20 };
        const run = (await train({ model_type: 'RandomForest', hyperparameters, ...wish })).json<Run>();
        return bench.storage.modelFile(run.model_id ?? 0);
      }),
    );
    expect(first.length).toBeGreaterThan(1000);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('is done once for the same Idempotency-Key', async () => {
    const headers = { prefer: 'wait=60', 'idempotency-key': 'train-once' };
    const first = await train({ model_type: 'KNN' }, headers);
    const again = await train({ model_type: 'KNN' }, headers);
    expect(again.json<Run>()).toEqual(first.json<Run>());
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await train({ model_type: 'KNN', seed: 1 }, headers);
    expect(other.statusCode).toBe(422);
    expect(other.json<ProblemDetails>().code).toBe('idempotency_mismatch');
  });

  it('learns from all of a dataset where another one is there to be judged on', async () => {
    const test_dataset_id = await bench.upload();
    const run = (await train({ model_type: 'KNN', test_dataset_id })).json<Run>();
    expect(run.result).toMatchObject({ metrics: { n_train: 891, n_test: 891 } });
    expect(await bench.storage.model(run.model_id ?? 0)).toMatchObject({ dataset_id: datasetId, test_dataset_id });
  });

  it('goes by the dataset as it is now, not as it was when it was last learned from', async () => {
    const dataset_id = await bench.upload();
    const targetOf = async (wish: object = {}) =>
      (await train({ dataset_id, model_type: 'KNN', ...wish })).json<Run>().parameters.target;
    const change = (target: string) =>
      fetch(`${bench.services.urls.storage}/datasets/${dataset_id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ target }),
      });
    expect(await targetOf()).toBe('Survived');
    await change('Sex');
    expect(await targetOf()).toBe('Sex');
    await change('Survived');
    // Wrong of the dataset as it was.
    expect(await targetOf({ features: ['Sex', 'Pclass'] })).toBe('Survived');
    await fetch(`${bench.services.urls.storage}/datasets/${dataset_id}?cascade=true`, { method: 'DELETE' });
    expect((await train({ dataset_id, model_type: 'KNN' })).statusCode).toBe(404);
  });

  it('fails in words where the data rule it out', async () => {
    const dataset_id = await bench.upload(`x,y\n${'1,yes\n2,yes\n'.repeat(20)}`);
    const run = (await train({ dataset_id, model_type: 'KNN', target: 'y' })).json<Run>();
    expect(run).toMatchObject({
      status: 'failed',
      model_id: null,
      error: { code: 'single_class', reason: 'single_class' },
    });
  });
});

describe('a training that is asked for wrongly', () => {
  it.each([
    [
      { model_type: 'SVM' },
      '/model_type',
      `must be one of ${MODEL_TYPES.map((name) => JSON.stringify(name)).join(', ')}, got "SVM"`,
    ],
    [{ model_type: 'KNN', seed: -1 }, '/seed', 'must be at least 0, got -1'],
    [{ model_type: 'KNN', name: '' }, '/name', 'must be at least 1 character long, got ""'],
    [{ model_type: 'KNN', test_size: 1 }, '/test_size', 'must be below 1, got 1'],
    [{ model_type: 'KNN', colour: 'red' }, '/colour', 'is not a known field'],
    [
      { model_type: 'KNN', hyperparameters: { n_neighbors: 0 } },
      '/hyperparameters/n_neighbors',
      'must be at least 1, got 0',
    ],
    [{ model_type: 'KNN', hyperparameters: { k: 3 } }, '/hyperparameters/k', 'is not a known field'],
    [{ model_type: 'KNN', dataset_id: '1' }, '/dataset_id', 'must be an integer, got "1"'],
  ])('%j is refused by its field', async (payload, path, message) => {
    const response = await train(payload);
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toContainEqual(expect.objectContaining({ path, message }));
  });

  it('names the columns where the target is none of them', async () => {
    const response = await train({ model_type: 'KNN', target: 'Alive' });
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().detail).toContain('Survived');
  });

  it('is refused before it is queued where the positive class is none of the target', async () => {
    const response = await train({ model_type: 'KNN', positive_class: 'yes' });
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().detail).toBe(
      '/positive_class must be one of the classes of Survived (0, 1), got "yes"',
    );
  });

  it('says which dataset there is not', async () => {
    const response = await train({ dataset_id: 999, model_type: 'KNN' });
    expect(response.statusCode).toBe(404);
    expect(response.json<ProblemDetails>().detail).toBe('There is no dataset 999.');
  });

  it.each([
    ['{"dataset_id":', 'application/json', 400],
    ['dataset_id=1', 'text/plain', 415],
    ['[]', 'application/json', 422],
  ])('answers the body %s (%s) with %s', async (payload, type, status) => {
    const response = await bench.app.inject({
      method: 'POST',
      url: '/train',
      payload,
      headers: { 'content-type': type },
    });
    expect(response.statusCode).toBe(status);
  });
});

describe('model types', () => {
  it('describe what can be trained', async () => {
    const { items } = (await bench.app.inject('/model-types')).json();
    expect(items.map(({ name }: { name: string }) => name)).toEqual([...MODEL_TYPES]);
    const [logistic] = items;
    expect(logistic.engines[0].hyperparameters.properties.C).toMatchObject({ default: 1, exclusiveMinimum: 0 });
  });
});
