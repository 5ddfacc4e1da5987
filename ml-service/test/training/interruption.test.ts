import { cpSync, readdirSync } from 'node:fs';
import type { RunAccepted } from '@ml-microservices/shared/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_INLINE_BYTES } from '../../src/training/outbox.js';
import { type Bench, startBench, TITANIC } from '../support/services.js';
import { isEnded, isFitting, untilRun } from '../support/until.js';

let bench: Bench;
afterEach(() => bench.close());

const outbox = () => readdirSync(`${bench.services.folder}/ml/outbox`);

/** A training that is held in the middle of its work; answers the run's id. */
async function held(trees = 20): Promise<number> {
  bench.gate.shut();
  const id = await bench.train(await bench.upload(), trees);
  await untilRun(bench.storage, id, isFitting);
  return id;
}

/** Resolves when a trained model waits for storage. */
async function untilTrained(): Promise<void> {
  while (!outbox().some((name) => name.endsWith('.trained'))) await new Promise(setImmediate);
}

/** Resolves when nothing waits for storage. */
async function untilPublished(): Promise<void> {
  while (outbox().length > 0) await new Promise(setImmediate);
}

/** Resolves when the start has looked for unfinished runs: no run of this service's own is made before. */
async function untilRecovered(): Promise<void> {
  await bench.train(await bench.upload(), 1);
}

/** The Titanic many times over: it takes a while to read. */
function large(): string {
  const [header, ...rows] = TITANIC.trimEnd().split('\n');
  return `${header}\n${`${rows.join('\n')}\n`.repeat(400)}`;
}

const filesOf = async () => (await listOf<{ id: number }>('files')).map(({ id }) => id);
const datasetFiles = async () => (await listOf<{ file_id: number }>('datasets')).map(({ file_id }) => file_id);

async function listOf<T>(list: string): Promise<T[]> {
  const response = await fetch(`${bench.services.urls.storage}/${list}`);
  return ((await response.json()) as { items: T[] }).items;
}

describe('a stop of this service', () => {
  it('ends a prediction of a dataset in the midst of its rows, and says so', async () => {
    bench = await startBench();
    const { model_id } = await untilRun(bench.storage, await bench.train(await bench.upload(), 5), isEnded);
    const payload = { model_id, dataset_id: await bench.upload(large()) };
    const { run_id } = (await bench.app.inject({ method: 'POST', url: '/infer', payload })).json<RunAccepted>();
    const { progress, message } = await untilRun(bench.storage, run_id, ({ stage }) => stage === 'predict');
    const [done, total] = message.split(/ of | rows/).map(Number);
    expect([progress, total]).toEqual([done / total, 400 * 891]);
    await bench.restart();
    expect(await bench.storage.run(run_id)).toMatchObject({ status: 'failed', error: { code: 'interrupted' } });
  });

  it('puts the run that trains back into the queue, and a start takes it up', async () => {
    bench = await startBench();
    const id = await held();
    await bench.restart();
    bench.gate.open();
    expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({ status: 'completed', attempt: 2 });
    const { items } = await bench.storage.runEvents(id, 0);
    expect(items.map((event) => event.id)).toEqual(items.map((_, index) => index + 1));
    expect(items.map(({ data }) => data.status)).toContain('queued');
  });

  it('keeps the order of the runs that wait', async () => {
    bench = await startBench();
    const datasetId = await bench.upload();
    const ids = [await held(), await bench.train(datasetId, 5), await bench.train(datasetId, 5)];
    await bench.restart();
    bench.gate.open();
    const runs = [];
    for (const id of ids) runs.push(await untilRun(bench.storage, id, isEnded));
    expect(runs.map(({ status, attempt }) => [status, attempt])).toEqual([
      ['completed', 2],
      ['completed', 1],
      ['completed', 1],
    ]);
    const ends = runs.map(({ finished_at }) => Date.parse(finished_at ?? ''));
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
  });

  it('gives up after the last attempt', async () => {
    bench = await startBench({ TRAINING__MAX_ATTEMPTS: '1' });
    await untilRecovered();
    const { id, attempt } = (await bench.storage.createRun({ kind: 'training', parameters: {} })).run;
    await bench.storage.updateRun(id, { attempt, status: 'running' });
    await bench.restart();
    expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({
      status: 'failed',
      error: { code: 'attempts_exhausted' },
    });
  });

  it('fails an inference that was cut short, since its rows are gone', async () => {
    bench = await startBench();
    await untilRecovered();
    const { id } = (await bench.storage.createRun({ kind: 'inference', status: 'running', parameters: {} })).run;
    await bench.restart();
    expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({
      status: 'failed',
      error: { code: 'interrupted' },
    });
  });
});

describe('a result', () => {
  it('whose publishing was answered to nobody is published once', async () => {
    bench = await startBench();
    const id = await held();
    await bench.services.kill('storage');
    bench.gate.open();
    await untilTrained();
    await bench.app.close();
    const waiting = `${bench.services.folder}/ml/outbox`;
    const copy = `${bench.services.folder}/copy`;
    cpSync(waiting, copy, { recursive: true });
    await bench.services.start('storage');
    await bench.restart();
    const run = await untilRun(bench.storage, id, isEnded);
    await untilPublished();
    await bench.app.close();
    const fileOf = async () => (await bench.storage.model(run.model_id ?? 0)).file_id;
    const file = await fileOf();

    // As if the process had ended between storage's commit and its answer.
    cpSync(copy, waiting, { recursive: true });
    await bench.restart();
    await untilPublished();
    expect(await bench.storage.run(id)).toEqual(run);
    expect(await fileOf()).toBe(file);
    expect(await filesOf()).toEqual([file, ...(await datasetFiles())]);
  });

  it('that storage refuses leaves no file, also where its run was cancelled and its dataset is gone', async () => {
    bench = await startBench();
    const id = await held(400);
    await bench.services.kill('storage');
    bench.gate.open();
    await untilTrained();
    await bench.app.close();
    await bench.services.start('storage');
    const { attempt, dataset_id } = await bench.storage.run(id);
    await bench.storage.updateRun(id, { attempt, status: 'cancelled' });
    await fetch(`${bench.services.urls.storage}/datasets/${dataset_id}`, { method: 'DELETE' });
    await bench.restart();
    await untilPublished();
    expect(await filesOf()).toEqual([]);
  });
});

describe('storage being away', () => {
  it('while a training reads its dataset costs an attempt, not the run', async () => {
    bench = await startBench();
    const id = await bench.train(await bench.upload(large()), 5);
    await untilRun(bench.storage, id, ({ status }) => status === 'running');
    await bench.services.kill('storage');
    await bench.services.start('storage');
    const run = await untilRun(bench.storage, id, isEnded);
    expect(run.status).toBe('completed');
  });

  it('while a dataset is predicted fails the run, and does not leave it running', async () => {
    bench = await startBench();
    const model = await bench.storage.run(await bench.train(await bench.upload(), 5));
    const { model_id } = await untilRun(bench.storage, model.id, isEnded);
    const payload = { model_id, dataset_id: await bench.upload(large()) };
    const { run_id } = (await bench.app.inject({ method: 'POST', url: '/infer', payload })).json<RunAccepted>();
    await bench.services.kill('storage');
    await bench.services.start('storage');
    const run = await untilRun(bench.storage, run_id, isEnded);
    expect(run).toMatchObject({ status: 'failed', error: { code: expect.stringMatching(/^dependency_/) } });
  });

  it.each([
    ['small', 20],
    ['large', 400],
  ])('when a training ends delays its %s model until it is back', async (size, trees) => {
    bench = await startBench();
    const id = await held(trees);
    await bench.services.kill('storage');
    expect((await bench.app.inject('/health')).statusCode).toBe(503);
    bench.gate.open();
    await untilTrained();
    await bench.services.start('storage');
    const run = await untilRun(bench.storage, id, isEnded);
    expect(run).toMatchObject({ status: 'completed', attempt: 1 });
    expect(await bench.storage.model(run.model_id ?? 0)).toMatchObject({ run_id: id });
    const { length } = await bench.storage.modelFile(run.model_id ?? 0);
    expect(length > MAX_INLINE_BYTES).toBe(size === 'large');
    await untilPublished();
  });

  it('even over a stop of this service loses no trained model', async () => {
    bench = await startBench();
    const id = await held();
    await bench.services.kill('storage');
    bench.gate.open();
    await untilTrained();
    await bench.restart();
    // As the next process waits for storage it is stopped as well.
    await bench.restart();
    await bench.services.start('storage');
    expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({ status: 'completed', attempt: 1 });
    await untilPublished();
  });

  it('at the start does not mistake a run that is asked for meanwhile for one that was left unfinished', async () => {
    bench = await startBench();
    const datasetId = await bench.upload();
    await bench.services.kill('storage');
    await bench.restart();
    await bench.services.start('storage');
    bench.gate.shut();
    const id = await bench.train(datasetId, 20);
    await untilRun(bench.storage, id, isFitting);
    bench.gate.open();
    expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({ status: 'completed', attempt: 1 });
  });

  it('is told to who asks for a training or an inference', async () => {
    bench = await startBench();
    await bench.services.kill('storage');
    for (const [url, payload] of [
      ['/train', { dataset_id: 1, model_type: 'KNN' }],
      ['/infer', { model_id: 1, data: 'a\n1\n' }],
      ['/models/1/predict', { data: 'a\n1\n' }],
      ['/runs/1/cancel', undefined],
    ] as const) {
      const response = await bench.app.inject({ method: 'POST', url, payload });
      expect(response.statusCode).toBe(503);
      expect(response.json().detail).toBe('storage is not reachable.');
      expect(response.headers['retry-after']).toBe('1');
    }
    expect((await bench.app.inject('/progress/1')).statusCode).toBe(503);
    expect((await bench.app.inject('/health/live')).statusCode).toBe(200);
  });
});
