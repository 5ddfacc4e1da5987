import { setTimeout as pause } from 'node:timers/promises';
import type { Matrix } from '../ml-service/src/estimators/matrix.js';
import { estimatorOf, modelTypes } from '../ml-service/src/estimators/registry.js';
import { defaultThreads, endThreads } from '../ml-service/src/estimators/threads.js';
import { fitScaling, scaleInPlace } from '../ml-service/src/tabular/scaling.js';
import { median } from './measure.js';
import { type Passengers, passengers } from './passengers.js';
import { ScikitLearn, type Taken } from './scikit-learn.js';

/** After its work each side's threads look out for more, and would take a core from the other side, before they sleep. */
const PAUSE_MS = 100;
const MOST_PREDICTED = 10_000;
/** Above this many rows the packages of ml.js take minutes. */
const MOST_FOR_MLJS = 1_000;

type ModelType = Parameters<typeof estimatorOf>[0];
type Engine = Parameters<typeof estimatorOf>[1];

interface Subject {
  readonly modelType: ModelType;
  /** scikit-learn's parameters where they are not its defaults; ours are our defaults, which mean the same. */
  readonly params: Readonly<Record<string, unknown>>;
}

const SUBJECTS: readonly Subject[] = [
  { modelType: 'RandomForest', params: { n_estimators: 100 } },
  { modelType: 'LogisticRegression', params: {} },
  { modelType: 'GradientBoosting', params: { max_iter: 100, max_depth: 6 } },
  { modelType: 'KNN', params: {} },
];

/** Compares fits and predictions, one after the other in turns, and prints a Markdown table of medians and ratios. */
export async function compareEstimators(sizes: readonly number[]): Promise<void> {
  const threads = defaultThreads();
  const version = ScikitLearn.version();
  console.log(
    `${version ? `scikit-learn ${version}` : 'scikit-learn is not installed: skipped'}; ${threads} threads each.\n`,
  );
  console.log('| rows | model | work | native ms | scikit-learn ms | ratio | ml.js ms | ratio |');
  console.log('|--:|---|---|--:|--:|--:|--:|--:|');
  for (const rows of sizes) {
    const data = passengers(rows);
    const other = version ? new ScikitLearn(data) : null;
    for (const subject of SUBJECTS) await compare(subject, data, { other, threads });
    await other?.close();
  }
  await endThreads();
}

interface Rivals {
  readonly other: ScikitLearn | null;
  readonly threads: number;
}

async function compare({ modelType, params }: Subject, data: Passengers, { other, threads }: Rivals): Promise<void> {
  const { nSamples: rows } = data;
  const rounds = rows <= 1_000 ? 31 : rows <= 100_000 ? 7 : 1;
  const predict = Math.min(rows, MOST_PREDICTED);
  const { scale } = estimatorOf(modelType, 'native').preparation;
  const X = scale ? scaled(data) : data;
  const ours: Taken[] = [];
  const theirs: Taken[] = [];
  const mljs: Taken[] = [];
  for (let round = 0; round <= rounds; round++) {
    await pause(PAUSE_MS);
    const native = await time(modelType, 'native', { X, codes: data.codes, predict, threads });
    await pause(PAUSE_MS);
    const reference = await other?.run({ model: modelType, rows, predict, threads, scale, params });
    const hasRival = rows <= MOST_FOR_MLJS && round < 2 && schemaOf(modelType, 'mljs') !== undefined;
    const package_ = hasRival ? await time(modelType, 'mljs', { X, codes: data.codes, predict, threads }) : null;
    // The first round warms up; a million rows are warm soon after they have begun.
    if (round === 0 && rows < 1e6) continue;
    ours.push(native);
    if (reference) theirs.push(reference);
    if (package_) mljs.push(package_);
    if (rows >= 1e6) break;
  }
  for (const work of ['fit', 'predict'] as const) {
    const of = (taken: readonly Taken[]) => (taken.length > 0 ? median(taken.map((each) => each[work])) : undefined);
    const native = of(ours);
    const cells = [of(theirs), of(mljs)].flatMap((each) =>
      each === undefined || native === undefined ? ['', ''] : [each.toFixed(1), `${(each / native).toFixed(2)}x`],
    );
    const what = work === 'fit' ? 'fit' : `predict ${predict}`;
    console.log(`| ${[rows, modelType, what, native?.toFixed(1), ...cells].join(' | ')} |`);
  }
}

interface Work {
  readonly X: Matrix;
  readonly codes: Int32Array;
  readonly predict: number;
  readonly threads: number;
}

async function time(modelType: ModelType, engine: Engine, { X, codes, predict, threads }: Work): Promise<Taken> {
  const estimator = estimatorOf(modelType, engine);
  const some = firstRows(X, predict);
  const began = performance.now();
  const y = { codes, nClasses: 2 };
  const { model } = await estimator.fit(X, y, defaultsOf(modelType, engine), { seed: 1, threads });
  const fitted = performance.now();
  estimator.predictProba(model, some);
  return { fit: fitted - began, predict: performance.now() - fitted };
}

/** Undefined where the engine does not have the type. */
const schemaOf = (modelType: ModelType, engine: Engine): object | undefined =>
  modelTypes()
    .find(({ name }) => name === modelType)
    ?.engines.find((each) => each.engine === engine)?.hyperparameters;

function defaultsOf(modelType: ModelType, engine: Engine): Record<string, unknown> {
  const { properties }: { properties: Record<string, { default?: unknown }> } = JSON.parse(
    JSON.stringify(schemaOf(modelType, engine)),
  );
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, schema.default]));
}

function scaled({ nSamples, nFeatures, values }: Matrix): Matrix {
  const copy = { nSamples, nFeatures, values: new Float64Array(new SharedArrayBuffer(values.byteLength)) };
  copy.values.set(values);
  scaleInPlace(copy, fitScaling(copy));
  return copy;
}

function firstRows({ nSamples, nFeatures, values }: Matrix, rows: number): Matrix {
  const first = new Float64Array(rows * nFeatures);
  for (let j = 0; j < nFeatures; j++) first.set(values.subarray(j * nSamples, j * nSamples + rows), j * rows);
  return { nSamples: rows, nFeatures, values: first };
}
