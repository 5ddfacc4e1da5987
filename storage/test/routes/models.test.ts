import {
  MODEL_TYPES,
  type Model,
  type Page,
  type ProblemDetails,
  publishedExample,
} from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { build, createDataset, createFile, storedFiles, temporaryFolder } from '../build.js';
import { addResultFile, createModel, createRun, publish, step } from '../models.js';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = temporaryFolder();
  app = await build(folder);
});

afterEach(() => {
  vi.useRealTimers();
});

const statusOf = async (url: string) => (await app.inject(url)).statusCode;
const errorsOf = (response: Awaited<ReturnType<typeof publish>>) => response.json<ProblemDetails>().errors;

describe('publishing a model', () => {
  it('writes the model, ends its run and appends the last event, in one step', async () => {
    await createDataset(app, 'a\n1\n');
    await createFile(app, 'weights');
    await createRun(app, { dataset_id: 1 });
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-04T05:06:07.890Z') });
    const response = await publish(app, { run_id: 1, file_id: 2, dataset_id: 1 });
    expect(response.statusCode).toBe(201);
    const { model, run, event } = response.json();
    expect(model).toMatchObject({
      id: 1,
      name: 'LogisticRegression_20260304_050607',
      threshold: null,
      created_at: '2026-03-04T05:06:07.890Z',
      metrics: publishedExample.model.metrics,
      preprocessing: publishedExample.model.preprocessing,
    });
    const result = { model_id: 1, metrics: publishedExample.model.metrics };
    expect(run).toMatchObject({ id: 1, status: 'completed', progress: 1, model_id: 1, result });
    expect(event).toMatchObject({ id: 2, event: 'completed', data: { run_id: 1, status: 'completed', result } });
    expect((await app.inject('/models/1')).json()).toEqual(model);
    expect((await app.inject('/runs/1')).json()).toEqual(run);
    expect((await app.inject('/runs/1/events?after=1')).json()).toEqual({ items: [event] });
  });

  it('stores the file that comes with it, and nothing where it is refused', async () => {
    const dataset_id = (await createDataset(app, 'a\n1\n')).id;
    const { id: run_id } = await createRun(app, { dataset_id });
    const bytes = { content: '/wAA', encoding: 'base64' } as const;
    const file = { name: 'm.safetensors', media_type: 'application/octet-stream', ...bytes };
    const inline = { run_id, dataset_id, file_id: undefined, file };
    const before = storedFiles(folder);
    expect((await publish(app, { ...inline, attempt: 2 })).statusCode).toBe(409);
    expect(storedFiles(folder)).toEqual(before);
    expect((await publish(app, inline)).statusCode).toBe(201);
    expect((await app.inject('/models/1/download')).rawPayload).toEqual(Buffer.from([255, 0, 0]));
    expect(storedFiles(folder)).toHaveLength(before.length + 1);
  });

  it('numbers the names of models that are made in the same second', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-04T05:06:07Z') });
    const names = [];
    for (let n = 0; n < 3; n++) names.push((await createModel(app)).name);
    expect(names).toEqual([
      'LogisticRegression_20260304_050607',
      'LogisticRegression_20260304_050607_2',
      'LogisticRegression_20260304_050607_3',
    ]);
    await app.inject({ method: 'DELETE', url: '/models/2' });
    expect((await createModel(app)).name).toBe('LogisticRegression_20260304_050607_2');
  });

  it('happens once for a run, and never by a late attempt or for a cancelled run', async () => {
    await createDataset(app, 'a\n1\n');
    await createFile(app, 'weights');
    for (let id = 1; id <= 3; id++) await createRun(app, { dataset_id: 1 });
    const published = (run_id: number, attempt = 1) =>
      publish(app, { run_id, attempt, file_id: 2, dataset_id: 1 }).then((it) => it.statusCode);
    expect(await published(1)).toBe(201);
    expect(await published(1)).toBe(409);
    await step(app, 2, { status: 'queued', attempt: 2 });
    expect(await published(2, 1)).toBe(409);
    await step(app, 3, { status: 'cancelled' });
    expect(await published(3)).toBe(409);
    expect(await published(9)).toBe(409);
    expect((await app.inject('/models')).json().total).toBe(1);
    expect((await app.inject('/runs/2/events')).json().items).toHaveLength(2);
  });

  it.each([
    [{ file_id: 9 }, '/file_id', 'there is no file 9'],
    [{ file_id: undefined }, '/file', 'is required where there is no file_id'],
    [{ file: { name: 'm', media_type: 'text/plain', content: '' } }, '/file', 'must not stand beside file_id'],
    [{ dataset_id: 9 }, '/dataset_id', 'there is no dataset 9'],
    [{ test_dataset_id: 9 }, '/test_dataset_id', 'there is no dataset 9'],
    [
      { model_type: 'SVM' },
      '/model_type',
      `must be one of ${MODEL_TYPES.map((name) => JSON.stringify(name)).join(', ')}, got "SVM"`,
    ],
    [{ fingerprint: 'x' }, '/fingerprint', 'must be text that matches ^[0-9a-f]{64}$, got "x"'],
    [{ name: 'mine' }, '/name', 'is not a known field'],
    [{ seed: -1 }, '/seed', 'must be at least 0, got -1'],
  ])('is refused with %j', async (more, path, message) => {
    await createDataset(app, 'a\n1\n');
    await createFile(app, 'weights');
    await createRun(app, { dataset_id: 1 });
    const model = { run_id: 1, file_id: 2, dataset_id: 1, ...more };
    const response = await publish(app, model as Parameters<typeof publish>[1]);
    expect(response.statusCode).toBe(422);
    expect(errorsOf(response)).toMatchObject([{ path, message }]);
    expect((await app.inject('/runs/1')).json()).toMatchObject({ status: 'queued' });
  });
});

describe('a model', () => {
  it('is renamed, and given a threshold', async () => {
    const model = await createModel(app);
    const patch = (payload: object) => app.inject({ method: 'PATCH', url: '/models/1', payload });
    const changed = (await patch({ name: 'Baseline', threshold: 0.25 })).json<Model>();
    expect({ ...changed, updated_at: '' }).toEqual({ ...model, name: 'Baseline', threshold: 0.25, updated_at: '' });
    expect((await patch({ threshold: null })).json<Model>().threshold).toBeNull();
    const other = await createModel(app);
    const taken = await patch({ name: other.name });
    expect(taken.statusCode).toBe(409);
    expect(taken.json<ProblemDetails>().detail).toBe(`Model 2 is already named "${other.name}".`);
    expect((await patch({ name: 'Baseline' })).statusCode).toBe(200);
    for (const payload of [{}, { threshold: 1.1 }, { threshold: '0.5' }, { name: '' }, { metrics: {} }]) {
      expect([payload, (await patch(payload)).statusCode]).toEqual([payload, 422]);
    }
    expect((await app.inject({ method: 'PATCH', url: '/models/9', payload: { name: 'x' } })).statusCode).toBe(404);
  });

  it('of three classes has no threshold', async () => {
    await createModel(app, { classes: ['a', 'b', 'c'] });
    const response = await app.inject({ method: 'PATCH', url: '/models/1', payload: { threshold: 0.5 } });
    expect(response.json<ProblemDetails>().errors).toMatchObject([
      { path: '/threshold', message: 'is for models of two classes; this one has 3' },
    ]);
  });

  it('is downloaded as its bytes', async () => {
    const model = await createModel(app);
    const response = await app.inject('/models/1/download');
    expect(response.body).toBe((await app.inject(`/files/${model.file_id}/download`)).body);
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${model.name}.safetensors"`,
    });
    expect(await statusOf('/models/9/download')).toBe(404);
  });
});

describe('GET /models', () => {
  it('pages, filters, and sorts by metrics', async () => {
    const metrics = (accuracy: number) => ({ ...publishedExample.model.metrics, accuracy });
    await createModel(app, { metrics: metrics(0.7) });
    await createModel(app, { metrics: metrics(0.9), model_type: 'KNN', dataset_id: 1 });
    await createModel(app, { metrics: metrics(0.8), model_type: 'RandomForest' });
    const ids = async (query: string) =>
      (await app.inject(`/models?${query}`)).json<Page<Model>>().items.map(({ id }) => id);
    expect(await ids('')).toEqual([3, 2, 1]);
    expect(await ids('sort=-accuracy')).toEqual([2, 3, 1]);
    expect(await ids('sort=accuracy&limit=1&offset=1')).toEqual([3]);
    expect(await ids('model_type=KNN')).toEqual([2]);
    expect(await ids('dataset_id=1')).toEqual([2, 1]);
    expect(await ids('name=forest_')).toEqual([3]);
    expect(await ids('name=%25')).toEqual([]);
    const [{ name }] = (await app.inject('/models?model_type=KNN')).json<Page<Model>>().items;
    expect(await ids(`exact_name=${name}`)).toEqual([2]);
    expect(await ids(`exact_name=${name.slice(1)}`)).toEqual([]);
    expect(await ids(`exact_name=${name.toLowerCase()}`)).toEqual([]);
    expect(await ids('exact_name=')).toEqual([]);
    for (const query of ['sort=metrics', 'model_type=SVM', 'dataset_id=0', 'offset=-1', 'q=1']) {
      expect([query, await statusOf(`/models?${query}`)]).toEqual([query, 422]);
    }
  });
});

describe('deleting', () => {
  const remove = (url: string) => app.inject({ method: 'DELETE', url });

  it('a model takes its file, and leaves its run and dataset', async () => {
    const model = await createModel(app);
    expect((await remove('/models/1')).statusCode).toBe(204);
    expect(await statusOf('/models/1')).toBe(404);
    expect(await statusOf(`/files/${model.file_id}`)).toBe(404);
    expect((await app.inject('/runs/1')).json()).toMatchObject({ status: 'completed', model_id: null });
    expect(storedFiles(folder)).toHaveLength(1);
    expect((await remove('/models/1')).statusCode).toBe(404);
    expect((await remove('/models/x')).statusCode).toBe(422);
  });

  it('a dataset is refused while models need it, to learn from or to be judged on, unless they go too', async () => {
    await createModel(app);
    await createDataset(app, 'a\n1\n');
    await createModel(app, { dataset_id: 1, test_dataset_id: 2 });
    for (const [id, models] of [
      [1, [1, 2]],
      [2, [2]],
    ] as const) {
      const refused = await remove(`/datasets/${id}`);
      expect(refused.statusCode).toBe(409);
      const { dependents } = refused.json<ProblemDetails>();
      expect(dependents?.map((it) => [it.kind, it.id])).toEqual(models.map((model) => ['model', model]));
    }
    expect((await remove('/datasets/1?cascade=yes')).statusCode).toBe(422);
    expect((await remove('/datasets/1?cascade=true')).statusCode).toBe(204);
    for (const url of ['/datasets/1', '/models/1', '/models/2', '/files/1']) expect(await statusOf(url)).toBe(404);
    expect((await app.inject('/runs/1')).json()).toMatchObject({ dataset_id: null, model_id: null });
    expect(await statusOf('/datasets/2')).toBe(200);
    expect(storedFiles(folder)).toHaveLength(1);
    expect((await remove('/datasets/2')).statusCode).toBe(204);
    expect(storedFiles(folder)).toEqual([]);
  });

  it.each([
    ['the dataset', '/datasets/1', { kind: 'training', dataset_id: 1 }],
    ['the dataset to be judged on', '/datasets/1', { kind: 'training', parameters: { test_dataset_id: 1 } }],
    ['the file of the dataset', '/files/1', { kind: 'training', dataset_id: 1 }],
    ['the model', '/models/1', { kind: 'inference', model_id: 1 }],
    ['the file of the model', '/files/2', { kind: 'inference', model_id: 1 }],
    ['the dataset of the model', '/datasets/1', { kind: 'inference', model_id: 1 }],
    ['the dataset and its model', '/datasets/1', { kind: 'inference', dataset_id: 1, model_id: 1 }],
    ['the run of the model', '/runs/1', { kind: 'inference', model_id: 1 }],
  ] as const)('%s is refused while a run works with it, even with all that needs it', async (_name, url, run) => {
    await createModel(app);
    const { id } = await createRun(app, run);
    for (const status of ['queued', 'running'] as const) {
      if (status === 'running') await step(app, id, { status });
      const refused = await remove(`${url}?cascade=true`);
      expect(refused.statusCode).toBe(409);
      const { detail, dependents, reason, values } = refused.json<ProblemDetails>();
      expect(detail).toMatch(/is in use by run 2; wait for the end or cancel\.$/);
      expect([reason, values]).toEqual(['in_use', { count: 1 }]);
      expect(dependents).toContainEqual({ kind: 'run', id, name: run.kind, status });
    }
    await step(app, id, { status: 'cancelled' });
    expect((await remove(`${url}?cascade=true`)).statusCode).toBe(204);
    expect(await statusOf(url)).toBe(404);
  });

  it('a dataset of many models names the first of them, and tells of how many there are more', async () => {
    const { id } = await createDataset(app, 'a\n1\n');
    for (let n = 0; n < 7; n++) await createModel(app, { dataset_id: id });
    const { detail, dependents } = (await remove('/datasets/1')).json<ProblemDetails>();
    const first = 'model 1, model 2, model 3, model 4, model 5';
    expect(detail).toBe(`Dataset 1 is needed by ${first} and 2 more; ?cascade=true deletes them too.`);
    expect(dependents).toHaveLength(7);
  });

  it('a dataset keeps the record of what was predicted for it, whose result goes with its run', async () => {
    await createModel(app);
    await createRun(app, { kind: 'inference', dataset_id: 1, model_id: 1 });
    await addResultFile(app, 2, 'predictions');
    await step(app, 2, { status: 'completed' });
    expect((await remove('/datasets/1?cascade=true')).statusCode).toBe(204);
    expect((await app.inject('/runs/2')).json()).toMatchObject({ dataset_id: null, model_id: null, result_file_id: 3 });
    expect((await app.inject('/files/3/download')).body).toBe('predictions');
    for (const id of [1, 2]) expect((await remove(`/runs/${id}`)).statusCode).toBe(204);
    expect((await app.inject('/files')).json()).toMatchObject({ total: 0 });
    expect(storedFiles(folder)).toEqual([]);
  });

  it('the result file of a run takes the run too', async () => {
    await createRun(app, { kind: 'inference' });
    await addResultFile(app, 1, 'predictions');
    await step(app, 1, { status: 'completed' });
    expect((await remove('/files/1')).json<ProblemDetails>().dependents).toEqual([
      { kind: 'run', id: 1, name: 'inference', status: 'completed' },
    ]);
    expect((await remove('/files/1?cascade=true')).statusCode).toBe(204);
    expect(await statusOf('/runs/1')).toBe(404);
    expect(storedFiles(folder)).toEqual([]);
  });

  it('one of two datasets of the same bytes leaves the bytes to the other', async () => {
    await createDataset(app, 'a\n1\n');
    await createDataset(app, 'a\n1\n');
    await remove('/datasets/1');
    expect((await app.inject('/datasets/2/download')).body).toBe('a\n1\n');
    await remove('/datasets/2');
    expect(storedFiles(folder)).toEqual([]);
  });
});
