import type { Engine, ModelType } from '@ml-microservices/shared/contracts';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Thread } from '../../src/estimators/threads.js';
import { type FittedModel, openModel } from '../../src/inference/fitted-model.js';
import { Inference } from '../../src/inference/inference.js';
import { ModelCache } from '../../src/inference/model-cache.js';
import { predictStream } from '../../src/inference/predict-stream.js';
import { PredictionThreads } from '../../src/inference/prediction-threads.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, sourceOf, trainJob } from '../training/jobs.js';

const THREADS = 2;

const opened: PredictionThreads[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((threads) => threads.close()));
});

function startThreads() {
  const threads = new PredictionThreads(THREADS);
  opened.push(threads);
  return threads;
}

const titanic = sourceOf(titanicCsv, titanicColumns);
async function fileOf(model_type: ModelType, engine: Engine = 'native'): Promise<Uint8Array> {
  const hyperparameters = model_type === 'KNN' ? {} : { n_estimators: 20 };
  const source = { ...titanic, csv: sourceOf(titanicCsv, titanicColumns).csv };
  const wish = model_type === 'LogisticRegression' ? {} : { hyperparameters };
  return (await trainJob(jobOf(source, { model_type, engine, ...wish }))).file;
}

/** The Titanic with its names in quotes, its gaps and its target, many times; and a port that no training saw. */
const [header, ...passengers] = titanicCsv.toString().trim().split('\n');
const STRANGER = '892,,3,"Kelly, Mr. ""James""\nof Cork",male,,0,0,330911,7.8292,,Atlantis';
const LARGE = Buffer.from([header, ...Array.from({ length: 8 }, () => [...passengers, STRANGER]).flat()].join('\n'));

async function* inChunks(csv: Buffer, bytes = 65_536) {
  for (let at = 0; at < csv.length; at += bytes) yield csv.subarray(at, at + bytes);
}

async function predicted(model: FittedModel, threads?: PredictionThreads) {
  const inference = new Inference(model, null);
  const chunks: Uint8Array[] = [];
  for await (const chunk of predictStream(inChunks(LARGE), inference, { threads })) chunks.push(chunk);
  return { csv: Buffer.concat(chunks).toString(), result: inference.result() };
}

/** Predicts until every thread has started, and answers what came of the last time, of which threads had their share. */
async function predictedInThreads(model: FittedModel, threads: PredictionThreads) {
  const offer = vi.spyOn(threads, 'offer');
  for (;;) {
    offer.mockClear();
    const done = await predicted(model, threads);
    const taken = offer.mock.results.filter(({ value }) => value !== undefined).length;
    if (taken > threads.mostParts) return done;
  }
}

describe('threads change nothing in a result', () => {
  test.each([
    ['RandomForest', 'native'],
    ['GradientBoosting', 'native'],
    ['KNN', 'native'],
    ['RandomForest', 'mljs'],
  ] as const)('of %s of the engine %s', async (modelType, engine) => {
    const model = openModel(await fileOf(modelType, engine));
    const threads = startThreads();
    threads.keep(model);
    const alone = await predicted(model);
    expect(alone.result.rows).toBe(8 * 892);
    expect(alone.result.score?.n).toBe(8 * 891);
    expect(alone.result.warnings.map(({ code }) => code)).toContain('unknown_category');
    expect(await predictedInThreads(model, threads)).toEqual(alone);
  });
});

test('only models that predict slower than a thread is sent their rows are given to one', async () => {
  const [quick, slow] = [openModel(await fileOf('LogisticRegression')), openModel(await fileOf('KNN'))];
  const threads = startThreads();
  for (const model of [quick, slow]) threads.keep(model);
  expect([threads.takes(quick), threads.takes(slow)]).toEqual([false, true]);
  const alone = new PredictionThreads(0);
  alone.keep(slow);
  expect(alone.takes(slow)).toBe(false);
});

test('a thread that dies fails the input that it worked on, with the reason, and the next one is predicted', async () => {
  const model = openModel(await fileOf('KNN'));
  const threads = startThreads();
  threads.keep(model);
  const alone = await predicted(model);
  await predictedInThreads(model, threads);
  const broken = { ...model, state: { ...model.state, tensors: {} } };
  threads.keep(broken);
  await expect(predicted(broken, threads)).rejects.toThrow('the array codes must be there');
  expect(await predicted(model, threads)).toEqual(alone);
  expect(await predictedInThreads(model, threads)).toEqual(alone);
});

test('closing ends what is under way in a thread', async () => {
  const model = openModel(await fileOf('KNN'));
  const threads = startThreads();
  threads.keep(model);
  await predictedInThreads(model, threads);
  const nFeatures = model.transformer.nColumns;
  // Of about a second.
  const matrix = { nSamples: 200_000, nFeatures, values: new Float64Array(200_000 * nFeatures) };
  const part = { matrix, records: { bytes: new Uint8Array(), ends: new Int32Array() }, threshold: null };
  const underWay = threads.offer(model, part);
  expect(underWay).toBeDefined();
  const failed = expect(underWay).rejects.toThrow(/a thread ended with code \d before it answered/);
  await threads.close();
  await failed;
  expect(threads.offer(model, part)).toBeUndefined();
});

test('what the cache drops is forgotten by the threads, and no longer given to them', async () => {
  const file = await fileOf('KNN');
  const threads = startThreads();
  const { byteLength, derivedBytes } = openModel(file);
  const room = byteLength + THREADS * derivedBytes;
  const models = new ModelCache({ modelFile: async () => file }, room, threads);
  const model = await models.get({ id: 1, file_id: 1 });
  await predictedInThreads(model, threads);
  const ask = vi.spyOn(Thread.prototype, 'ask');
  await models.get({ id: 2, file_id: 2 });
  expect(await Promise.all(ask.mock.results.map(({ value }) => value))).toContain(true);
  const offer = vi.spyOn(threads, 'offer').mockClear();
  await predicted(model, threads);
  expect(offer.mock.results.every(({ value }) => value === undefined)).toBe(true);
});

test('who asks for a model gets it, though others took its place in the cache while it was loaded', async () => {
  const file = await fileOf('KNN');
  const { byteLength, derivedBytes } = openModel(file);
  const loaded: (() => void)[] = [];
  const modelFile = (id: number) =>
    new Promise<Uint8Array>((resolve) => {
      loaded[id] = () => resolve(file);
    });
  const models = new ModelCache({ modelFile }, byteLength + THREADS * derivedBytes, startThreads());
  const asked = [1, 2, 3].map((id) => models.get({ id, file_id: id }));
  for (const id of [2, 3, 1]) {
    loaded[id]();
    expect((await asked[id - 1]).byteLength).toBe(byteLength);
  }
});
