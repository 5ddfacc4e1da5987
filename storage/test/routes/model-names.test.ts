import type { Model, ProblemDetails, RunUpdate } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { beforeEach, describe, expect, it } from 'vitest';
import { build, createDataset, createFile } from '../build.js';
import { createModel, createRun, publish, step } from '../models.js';

let app: App;

beforeEach(async () => {
  app = await build();
});

const patch = (id: number, payload: object) => app.inject({ method: 'PATCH', url: `/models/${id}`, payload });
const problemOf = (response: Awaited<ReturnType<typeof patch>>) => {
  const { status, detail, reason, values } = response.json<ProblemDetails>();
  return { status, detail, reason, values };
};

describe('a training that names its model', () => {
  const wish = { name: 'titanic', description: 'Who survived.' };
  const ask = (parameters: object, headers = {}) =>
    app.inject({ method: 'POST', url: '/runs', payload: { kind: 'training', dataset_id: 1, parameters }, headers });

  beforeEach(() => createDataset(app, 'a\n1\n'));

  async function published(run_id: number): Promise<Model> {
    const { id: file_id } = await createFile(app, `model of run ${run_id}`);
    return (await publish(app, { run_id, file_id, dataset_id: 1 })).json<{ model: Model }>().model;
  }

  it('gives it name and description', async () => {
    await ask(wish);
    expect(await published(1)).toMatchObject(wish);
    await ask({});
    expect(await published(2)).toMatchObject({ name: expect.stringMatching(/^LogisticReg/), description: '' });
  });

  it('is refused where a model has the name, unless it is asked for again with its key', async () => {
    const headers = { 'idempotency-key': 'titanic' };
    await ask(wish, headers);
    await published(1);
    expect(problemOf(await ask(wish))).toEqual({
      status: 409,
      detail: 'Model 1 is already named "titanic".',
      reason: 'name_taken',
      values: { id: 1, name: 'titanic' },
    });
    expect((await app.inject('/runs')).json()).toMatchObject({ total: 1 });
    expect((await ask(wish, headers)).headers['idempotency-replayed']).toBe('true');
    expect((await ask({ name: 'Titanic' })).statusCode).toBe(201);
  });

  it.each<[string, Partial<RunUpdate>]>([
    ['waits', {}],
    ['runs', { status: 'running' }],
    ['waits for its next attempt', { status: 'queued', attempt: 2 }],
  ])('keeps the name for it while it %s: no other training or model gets it', async (_how, changes) => {
    await createModel(app, { dataset_id: 1 });
    const { id } = (await ask(wish)).json();
    await step(app, id, changes);
    const refusal = {
      status: 409,
      detail: `Run ${id} is to make a model named "titanic".`,
      reason: 'name_claimed',
      values: { id, name: 'titanic' },
    };
    expect(problemOf(await ask(wish))).toEqual(refusal);
    expect(problemOf(await patch(1, { name: 'titanic' }))).toEqual(refusal);
    expect((await app.inject('/models/1')).json()).not.toMatchObject({ name: 'titanic' });
  });

  it.each(['failed', 'cancelled'] as const)('frees the name where it has %s', async (status) => {
    await ask(wish);
    await step(app, 1, { status });
    expect((await ask(wish)).statusCode).toBe(201);
    expect(await published(2)).toMatchObject(wish);
  });

  it('leaves names alone that are those of predictions', async () => {
    await createRun(app, { kind: 'inference', parameters: wish });
    expect((await ask(wish)).statusCode).toBe(201);
    await createRun(app, { kind: 'inference', parameters: wish });
  });
});

it('is described anew, or no longer', async () => {
  const { description, ...model } = await createModel(app);
  expect(description).toBe('');
  const described = (await patch(1, { description: 'Who survived.' })).json<Model>();
  expect(described).toEqual({ ...model, description: 'Who survived.', updated_at: described.updated_at });
  expect((await app.inject('/models')).json()).toMatchObject({ items: [{ description: 'Who survived.' }] });
  expect((await patch(1, { description: '' })).json()).toMatchObject({ description: '' });
  expect((await patch(1, { description: 'x'.repeat(10_001) })).statusCode).toBe(422);
});

describe('a model that replaces another', () => {
  const namesNow = async () =>
    (await app.inject('/models?sort=id')).json<{ items: Model[] }>().items.map(({ name }) => name);

  beforeEach(async () => {
    for (const name of ['titanic', 'better', 'third']) {
      const { id, dataset_id } = await createModel(app);
      await patch(id, { name, description: `of dataset ${dataset_id}` });
    }
  });

  it('takes its name and leaves it its own, and as easily gives it back', async () => {
    const before = (await app.inject('/models/1')).json<Model>();
    const promoted = await patch(2, { name: 'titanic', replaces: 1, threshold: 0.4 });
    expect(promoted.json()).toMatchObject({ id: 2, name: 'titanic', description: 'of dataset 2', threshold: 0.4 });
    const after = (await app.inject('/models/1')).json<Model>();
    expect(after).toEqual({ ...before, name: 'better', updated_at: after.updated_at });
    expect(await namesNow()).toEqual(['better', 'titanic', 'third']);
    await patch(1, { name: 'titanic', replaces: 2 });
    expect(await namesNow()).toEqual(['titanic', 'better', 'third']);
  });

  it('may ask again: it has the name', async () => {
    for (let times = 0; times < 2; times++) {
      expect((await patch(2, { name: 'titanic', replaces: 1 })).json()).toMatchObject({ id: 2, name: 'titanic' });
      expect(await namesNow()).toEqual(['better', 'titanic', 'third']);
    }
    await app.inject({ method: 'DELETE', url: '/models/1' });
    expect((await patch(2, { name: 'titanic', replaces: 1 })).statusCode).toBe(200);
  });

  it('is refused where that one has not the name, and nothing changes', async () => {
    expect(problemOf(await patch(2, { name: 'titanic', replaces: 3, threshold: 0.4 }))).toEqual({
      status: 409,
      detail: 'Model 3 is not named "titanic", but "third".',
      reason: 'replaced_renamed',
      values: { id: 3, name: 'titanic', now: 'third' },
    });
    expect((await patch(2, { name: 'new', replaces: 3 })).statusCode).toBe(409);
    expect(problemOf(await patch(2, { name: 'titanic', replaces: 9 }))).toEqual({
      status: 409,
      detail: 'There is no model 9 to take the name "titanic" from.',
      reason: 'replaced_gone',
      values: { id: 9, name: 'titanic' },
    });
    expect(await namesNow()).toEqual(['titanic', 'better', 'third']);
    expect((await app.inject('/models/2')).json()).toMatchObject({ threshold: null });
  });

  it.each([
    [{ replaces: 1 }, 'is for a change of name: the name is to be given too'],
    [{ replaces: 2, name: 'titanic' }, "must be another model, got this one's id, 2"],
    [{ replaces: 0, name: 'titanic' }, 'must be at least 1, got 0'],
  ])('is refused with %j', async (payload, message) => {
    expect((await patch(2, payload)).json()).toMatchObject({ status: 422, errors: [{ path: '/replaces', message }] });
  });

  it('is one of those that ask at once, and the others are told that they were late', async () => {
    const answers = await Promise.all([2, 3].map((id) => patch(id, { name: 'titanic', replaces: 1 })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const names = await namesNow();
    expect([...names].sort()).toEqual(['better', 'third', 'titanic']);
    expect(names[0]).not.toBe('titanic');
  });
});
