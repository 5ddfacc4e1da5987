import type { Page, ProblemDetails, Run, RunEvents, RunStep } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { build, createDataset, LARGE_CSV, storedFiles, temporaryFolder, upload } from '../build.js';
import { addResultFile, createModel, createRun, step } from '../models.js';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = temporaryFolder();
  app = await build(folder);
});
afterEach(() => {
  vi.useRealTimers();
});

const post = (payload: object) => app.inject({ method: 'POST', url: '/runs', payload });
const runOf = async (id: number) => (await app.inject(`/runs/${id}`)).json<Run>();
const eventsOf = async (id: number, query = '') =>
  (await app.inject(`/runs/${id}/events${query}`)).json<RunEvents>().items;

const result = { rows: 1, predictions: [{ prediction: 1, probability: 1, probabilities: { '1': 1 } }], warnings: [] };
const result_file = { name: 'predictions.csv', media_type: 'text/csv', content: 'a,prediction\n1,1\n' };

describe('POST /runs', () => {
  it('queues a run, with its first event', async () => {
    await createDataset(app, 'a\n1\n');
    const parameters = { dataset_id: 1, model_type: 'KNN', hyperparameters: { n_neighbors: 3 } };
    const response = await app.inject({
      method: 'POST',
      url: '/runs',
      payload: { kind: 'training', dataset_id: 1, parameters },
      headers: { 'x-request-id': 'trace-7' },
    });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual({
      id: 1,
      kind: 'training',
      status: 'queued',
      progress: 0,
      stage: 'queued',
      message: '',
      dataset_id: 1,
      model_id: null,
      parameters,
      result: null,
      result_file_id: null,
      error: null,
      attempt: 1,
      request_id: 'trace-7',
      created_at: expect.stringMatching(/Z$/),
      started_at: null,
      finished_at: null,
      duration_ms: null,
    });
    expect(await eventsOf(1)).toEqual([
      {
        id: 1,
        event: 'progress',
        data: { run_id: 1, status: 'queued', progress: 0, stage: 'queued', message: '' },
      },
    ]);
  });

  it('may start as running', async () => {
    const run = await createRun(app, { kind: 'inference', status: 'running' });
    expect(run).toMatchObject({ status: 'running', stage: 'running', started_at: run.created_at });
  });

  it('stores a run that is done with its result, its file and its one event', async () => {
    const started_at = '2026-01-15T12:00:00.000Z';
    const done = { kind: 'inference', status: 'completed', parameters: {}, started_at, result, result_file };
    const response = await post(done);
    expect(response.statusCode).toBe(201);
    const run = response.json<Run>();
    expect(run).toMatchObject({ status: 'completed', progress: 1, stage: 'done', result, result_file_id: 1 });
    expect([run.created_at, run.started_at]).toEqual([started_at, started_at]);
    expect(run.duration_ms).toBe(Date.parse(run.finished_at ?? '') - Date.parse(started_at));
    expect(await eventsOf(1)).toMatchObject([{ id: 1, event: 'completed', data: { result } }]);
    const download = await app.inject('/files/1/download');
    expect(download.body).toBe(result_file.content);
    expect(download.headers['content-disposition']).toContain('predictions.csv');
    expect((await step(app, 1, { progress: 0.5 })).statusCode).toBe(409);
    const refused = await app.inject({ method: 'DELETE', url: '/files/1' });
    expect(refused.json()).toMatchObject({ code: 'has_dependents', dependents: [{ kind: 'run', id: 1 }] });
  });

  it('refuses what was done with a model that has changed since', async () => {
    const { id, updated_at } = await createModel(app);
    const done = { kind: 'inference', status: 'completed', parameters: {}, model_id: id, result };
    expect((await post({ ...done, model_updated_at: updated_at })).statusCode).toBe(201);
    const before = '2026-01-15T12:00:00.000Z';
    const refused = await post({ ...done, model_updated_at: before });
    expect(refused.statusCode).toBe(409);
    expect(refused.json<ProblemDetails>().detail).toContain(`has changed since ${before}`);
    expect((await app.inject('/runs?kind=inference')).json().total).toBe(1);
  });

  it('refuses what is for a dataset that has changed since', async () => {
    const { id, updated_at } = await createDataset(app, 'a,b\n1,2\n');
    const run = { kind: 'training', parameters: {}, dataset_id: id };
    expect((await post({ ...run, dataset_updated_at: updated_at })).statusCode).toBe(201);
    const refused = await post({ ...run, dataset_updated_at: '2026-01-15T12:00:00.000Z' });
    expect(refused.statusCode).toBe(409);
    expect(refused.json<ProblemDetails>().detail).toContain(`Dataset ${id} has changed since`);
    expect((await app.inject('/runs')).json().total).toBe(1);
  });

  it.each([
    [{ parameters: {} }, '/kind', 'is required'],
    [{ kind: 'training' }, '/parameters', 'is required'],
    [{ kind: 'cooking', parameters: {} }, '/kind', 'must be one of "training", "inference", got "cooking"'],
    [
      { kind: 'training', parameters: {}, status: 'failed' },
      '/status',
      'must be one of "queued", "running", "completed", got "failed"',
    ],
    [{ kind: 'inference', parameters: {}, status: 'completed' }, '/result', 'is required for a run that is completed'],
    [{ kind: 'inference', parameters: {}, result }, '/result', 'is for a run that is completed, got one queued'],
    [
      { kind: 'inference', parameters: {}, status: 'running', result_file },
      '/result_file',
      'is for a run that is completed, got one running',
    ],
    [{ kind: 'training', parameters: {}, dataset_id: 7 }, '/dataset_id', 'there is no dataset 7'],
    [{ kind: 'inference', parameters: {}, model_id: 7 }, '/model_id', 'there is no model 7'],
    [{ kind: 'training', parameters: {}, dataset_id: '1' }, '/dataset_id', 'must be an integer or null, got "1"'],
    [{ kind: 'training', parameters: {}, progress: 1 }, '/progress', 'is not a known field'],
    [{ kind: 'training', parameters: [] }, '/parameters', 'must be an object, got []'],
  ])('refuses %j', async (payload, path, message) => {
    const response = await post(payload);
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toMatchObject([{ path, message }]);
    expect((await app.inject('/runs')).json().total).toBe(0);
  });
});

describe('POST /upload/run', () => {
  const done = { kind: 'inference', status: 'completed', parameters: {}, result };
  const file = { name: 'file', filename: 'predictions.csv', type: 'text/csv', content: LARGE_CSV };
  const send = (run?: unknown, headers = {}) =>
    upload(app, '/upload/run', run === undefined ? [file] : [file, { name: 'run', content: text(run) }], headers);
  const text = (run: unknown) => (typeof run === 'string' ? run : JSON.stringify(run));

  it('stores the run with the file, whose bytes came before it', async () => {
    const response = await send(done);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ id: 1, status: 'completed', progress: 1, result_file_id: 1 });
    expect(response.json()).not.toHaveProperty('result');
    expect(await runOf(1)).toEqual({ ...response.json(), result });
    expect((await app.inject('/files/1/download')).body).toBe(LARGE_CSV);
  });

  it('is done once for each key', async () => {
    const key = { 'idempotency-key': 'one' };
    const first = await send(done, key);
    const again = await send(done, key);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()).toEqual(first.json());
    expect((await app.inject('/files')).json().total).toBe(1);
  });

  it.each([
    [undefined, 422, 'is required'],
    ['{', 400, 'is not valid JSON'],
    [{ ...done, status: 'running', result: undefined }, 422, 'must be completed here, got running'],
    [{ ...done, result: undefined }, 422, 'is required for a run that is completed'],
    [{ ...done, result_file }, 422, 'is the part'],
    [{ ...done, progress: 1 }, 422, 'is not a known field'],
    [{ ...done, model_id: 7 }, 422, 'there is no model 7'],
    ['['.repeat(200), 400, 'nests'],
  ])('refuses %j and keeps no bytes', async (run, status, message) => {
    const response = await send(run);
    expect(response.body).toContain(message);
    expect(response.statusCode).toBe(status);
    expect((await app.inject('/runs')).json().total).toBe(0);
    expect(storedFiles(folder)).toEqual([]);
  });
});

describe('GET /runs', () => {
  it('tells what has changed since the same question was asked before', async () => {
    const list = async () => (await app.inject('/runs?status=running')).json<Page<Run>>();
    expect((await list()).total).toBe(0);
    await createRun(app, { kind: 'inference', status: 'running' });
    const first = await list();
    expect(first.items).toMatchObject([{ id: 1, progress: 0 }]);
    expect(await list()).toEqual(first);
    await step(app, 1, { progress: 0.5 });
    expect((await list()).items).toMatchObject([{ id: 1, progress: 0.5 }]);
    await step(app, 1, { status: 'completed', result });
    expect((await list()).items).toEqual([]);
  });
});

describe('a step of a run', () => {
  beforeEach(async () => {
    await createRun(app);
  });

  it('is one event, numbered from 1 without a gap', async () => {
    await step(app, 1, { status: 'running', stage: 'fit', message: 'began' });
    const note = { code: 'trees_done', values: { done: 50, total: 100 } };
    const response = await step(app, 1, { progress: 0.5, metrics: { oob_error: 0.2 }, eta_ms: 30, note });
    expect(response.statusCode).toBe(200);
    const data = { run_id: 1, status: 'running', stage: 'fit', message: 'began' };
    expect(response.json<RunStep>().event).toEqual({
      id: 3,
      event: 'progress',
      data: { ...data, progress: 0.5, note, metrics: { oob_error: 0.2 }, eta_ms: 30 },
    });
    await step(app, 1, { status: 'completed', progress: 1, result });
    const events = await eventsOf(1);
    expect(events.map(({ id, event }) => [id, event])).toEqual([
      [1, 'progress'],
      [2, 'progress'],
      [3, 'progress'],
      [4, 'completed'],
    ]);
    expect(events[3].data).toEqual({ ...data, status: 'completed', progress: 1, result });
    expect((await eventsOf(1, '?after=2')).map(({ id }) => id)).toEqual([3, 4]);
    expect(await eventsOf(1, '?after=4')).toEqual([]);
  });

  it('numbers the events of each run on its own', async () => {
    await createRun(app);
    await step(app, 2, { status: 'running' });
    await step(app, 1, { status: 'running' });
    expect((await eventsOf(1)).map(({ id }) => id)).toEqual([1, 2]);
    expect((await eventsOf(2)).map(({ id }) => id)).toEqual([1, 2]);
  });

  it('stamps the start and the end, and how long it took', async () => {
    const at = (second: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, second));
    vi.useFakeTimers({ toFake: ['Date'], now: at(1) });
    await step(app, 1, { status: 'running' });
    vi.setSystemTime(at(2));
    // Told again, as where its answer got lost.
    await step(app, 1, { status: 'running' });
    vi.setSystemTime(at(5));
    await step(app, 1, { status: 'failed', error: { code: 'boom', message: 'it broke' } });
    expect(await runOf(1)).toMatchObject({
      status: 'failed',
      error: { code: 'boom', message: 'it broke' },
      started_at: at(1).toISOString(),
      finished_at: at(5).toISOString(),
      duration_ms: 4000,
    });
  });

  it('tells no start and no duration of a run that was cancelled while it waited', async () => {
    await step(app, 1, { status: 'cancelled' });
    const run = await runOf(1);
    expect(run).toMatchObject({ status: 'cancelled', started_at: null, duration_ms: null });
    expect(run.finished_at).not.toBeNull();
  });

  it.each(['completed', 'failed', 'cancelled'] as const)('never changes a run that is %s', async (status) => {
    await step(app, 1, { status });
    const before = await runOf(1);
    for (const changes of [
      { status: 'running' },
      { status: 'queued', attempt: 2 },
      { progress: 0 },
      { status },
    ] as const) {
      const response = await step(app, 1, changes);
      expect(response.statusCode).toBe(409);
      expect(response.json<ProblemDetails>()).toMatchObject({
        code: 'conflict',
        detail: `Run 1 is ${status} and never changes.`,
      });
    }
    expect(await runOf(1)).toEqual(before);
    expect(await eventsOf(1)).toHaveLength(2);
  });

  it('of another attempt than the current one is refused', async () => {
    await step(app, 1, { status: 'running' });
    const requeued = await step(app, 1, { status: 'queued', attempt: 2, progress: 0 });
    expect(requeued.json<RunStep>().run).toMatchObject({ status: 'queued', attempt: 2, started_at: null });
    const late = await step(app, 1, { status: 'completed', attempt: 1, result });
    expect(late.statusCode).toBe(409);
    expect(late.json<ProblemDetails>().detail).toBe('Run 1 is at attempt 2; attempt 1 comes too late or too early.');
    expect((await step(app, 1, { status: 'running', attempt: 3 })).statusCode).toBe(409);
    expect((await step(app, 1, { status: 'running', attempt: 2 })).statusCode).toBe(200);
    expect(await runOf(1)).toMatchObject({ status: 'running', result: null });
  });

  it('does not take a running run back to the queue within its attempt', async () => {
    await step(app, 1, { status: 'running' });
    expect((await step(app, 1, { status: 'queued', attempt: 1 })).statusCode).toBe(409);
  });

  it.each([
    [{ progress: 1.1 }, '/progress', 'must be at most 1, got 1.1'],
    [{ progress: -0.1 }, '/progress', 'must be at least 0, got -0.1'],
    [
      { status: 'done' },
      '/status',
      'must be one of "queued", "running", "completed", "failed", "cancelled", got "done"',
    ],
    [{ attempt: 0 }, '/attempt', 'must be at least 1, got 0'],
    [{ message: 'm'.repeat(2001) }, '/message', `must be at most 2000 characters long, got "${'m'.repeat(79)}…`],
    [{ kind: 'inference' }, '/kind', 'is not a known field'],
    [{ started_at: '2026-01-01T00:00:00Z' }, '/started_at', 'is not a known field'],
    [{ metrics: { loss: 'x' } }, '/metrics/loss', 'must be a number, got "x"'],
  ])('refuses %j', async (changes, path, message) => {
    const response = await step(app, 1, changes as Parameters<typeof step>[2]);
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toMatchObject([{ path, message }]);
    expect(await eventsOf(1)).toHaveLength(1);
  });

  it('needs an attempt, and a run', async () => {
    const response = await app.inject({ method: 'PATCH', url: '/runs/1', payload: { progress: 0.5 } });
    expect(response.json<ProblemDetails>().errors).toMatchObject([{ path: '/attempt', message: 'is required' }]);
    expect((await step(app, 9, { progress: 0.5 })).statusCode).toBe(404);
    expect((await app.inject('/runs/9/events')).statusCode).toBe(404);
    expect((await app.inject('/runs/1/events?after=-1')).statusCode).toBe(422);
  });
});

describe('POST /runs/{id}/result-file', () => {
  const files = async () => (await app.inject('/files')).json<Page<object>>().total;
  beforeEach(() => createRun(app, { kind: 'inference', status: 'running' }));

  it("is the run's at once, and stays with one that completes", async () => {
    const response = await addResultFile(app, 1, 'predictions');
    expect([response.statusCode, response.json()]).toMatchObject([201, { id: 1, name: 'predictions.csv' }]);
    expect(await runOf(1)).toMatchObject({ status: 'running', result_file_id: 1 });
    expect((await step(app, 1, { status: 'completed', result })).json<RunStep>().run.result_file_id).toBe(1);
    expect((await app.inject('/files/1/download')).body).toBe('predictions');
  });

  it.each(['failed', 'cancelled'] as const)('goes, with its bytes, where the run ends as %s', async (status) => {
    await addResultFile(app, 1, 'predictions');
    expect((await step(app, 1, { status })).json<RunStep>().run.result_file_id).toBeNull();
    expect([await files(), storedFiles(folder)]).toEqual([0, []]);
  });

  it('is refused for an attempt that is not the current one, a run that has ended or has one, or none', async () => {
    expect((await addResultFile(app, 1, 'early', 2)).statusCode).toBe(409);
    expect((await addResultFile(app, 9, 'nobody')).statusCode).toBe(404);
    await addResultFile(app, 1, 'first');
    expect((await addResultFile(app, 1, 'second')).statusCode).toBe(409);
    expect([await files(), storedFiles(folder).length]).toEqual([1, 1]);
    await step(app, 1, { status: 'cancelled' });
    expect((await addResultFile(app, 1, 'late')).statusCode).toBe(409);
    expect([await files(), storedFiles(folder)]).toEqual([0, []]);
  });
});

describe('DELETE /runs/{id}', () => {
  const remove = (id: number, query = '') => app.inject({ method: 'DELETE', url: `/runs/${id}${query}` });

  it('takes the run, its events and its result file', async () => {
    await createRun(app, { kind: 'inference' });
    await addResultFile(app, 1, 'predictions');
    await step(app, 1, { status: 'completed', result });
    expect((await app.inject('/files/1')).statusCode).toBe(200);
    expect((await remove(1)).statusCode).toBe(204);
    for (const url of ['/runs/1', '/runs/1/events', '/files/1']) expect((await app.inject(url)).statusCode).toBe(404);
  });

  it('is refused while the run goes on', async () => {
    await createRun(app);
    for (const status of ['queued', 'running'] as const) {
      if (status === 'running') await step(app, 1, { status });
      const response = await remove(1, '?cascade=true');
      expect(response.statusCode).toBe(409);
      expect(response.json<ProblemDetails>().detail).toBe(`Run 1 is ${status}; cancel it first.`);
    }
  });

  it('is refused while its model is there, unless that goes too', async () => {
    const model = await createModel(app);
    const refused = await remove(model.run_id);
    expect(refused.json<ProblemDetails>()).toMatchObject({
      status: 409,
      code: 'has_dependents',
      dependents: [{ kind: 'model', id: model.id, name: model.name }],
    });
    expect((await remove(model.run_id, '?cascade=true')).statusCode).toBe(204);
    for (const url of [`/models/${model.id}`, `/runs/${model.run_id}`, `/files/${model.file_id}`]) {
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 404]);
    }
    expect((await remove(9)).statusCode).toBe(404);
  });
});

describe('GET /runs', () => {
  it('pages, sorts and filters', async () => {
    await createDataset(app, 'a\n1\n');
    await createRun(app, { dataset_id: 1 });
    await createRun(app, { kind: 'inference' });
    await createRun(app, { kind: 'inference' });
    await step(app, 2, { status: 'completed' });
    const ids = async (query: string) =>
      (await app.inject(`/runs?${query}`)).json<Page<Run>>().items.map(({ id }) => id);
    expect(await ids('')).toEqual([3, 2, 1]);
    expect(await ids('sort=id&limit=2')).toEqual([1, 2]);
    expect(await ids('kind=inference&status=queued')).toEqual([3]);
    expect(await ids('dataset_id=1')).toEqual([1]);
    expect(await ids('model_id=1')).toEqual([]);
    expect(await ids('status=completed')).toEqual([2]);
    // Equal in their status, rows keep one order over the pages.
    expect([...(await ids('sort=kind&limit=1')), ...(await ids('sort=kind&limit=2&offset=1'))]).toEqual([2, 3, 1]);
    for (const query of ['status=done', 'kind=x', 'sort=parameters', 'dataset_id=x', 'limit=501', 'user=1']) {
      expect([query, (await app.inject(`/runs?${query}`)).statusCode]).toEqual([query, 422]);
    }
  });
});
