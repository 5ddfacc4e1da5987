import { expect, it } from 'vitest';
import type { Estimator, FitProgress, ModelState } from '../../src/estimators/estimator.js';
import type { Matrix } from '../../src/estimators/matrix.js';
import type { Sample } from './fixtures.js';
import { clouds, labelsOf, matrixOf, rowsOf } from './matrices.js';

export interface CheckedEstimator<Params, Model> {
  readonly estimator: Estimator<Params, Model>;
  /** Small enough for a fit in well under a second, with several units of work. */
  readonly params: Params;
  /** The same for a single training row. */
  readonly paramsForOneRow?: Params;
}

const SEED = 7;

/** The bits of a state, so that NaN and -0 compare as what they are. */
const bits = ({ tensors, scalars }: ModelState) => ({
  scalars,
  tensors: Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      { shape, bytes: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64') },
    ]),
  ),
});

function expectProbabilities(proba: Float64Array, nSamples: number, nClasses: number): void {
  expect(proba).toHaveLength(nSamples * nClasses);
  expect(proba.every((share) => share >= 0 && share <= 1)).toBe(true);
  for (let i = 0; i < nSamples; i++) {
    const sum = proba.subarray(i * nClasses, (i + 1) * nClasses).reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 12);
  }
}

/** What every estimator of every engine promises. */
export function checkEstimator<Params, Model>({
  estimator,
  params,
  paramsForOneRow = params,
}: CheckedEstimator<Params, Model>): void {
  const data: Sample = clouds({ nSamples: 60, nFeatures: 4, nClasses: 3 });
  const fit = (sample = data, options = {}) => estimator.fit(sample.X, sample.y, params, { seed: SEED, ...options });

  it('gives the same model for the same data, parameters and seed', async () => {
    const [first, second] = [await fit(), await fit()];
    expect(bits(estimator.save(first.model))).toEqual(bits(estimator.save(second.model)));
    expect(second.notes).toEqual(first.notes);
  });

  it('leaves its inputs as they were', async () => {
    const { X, y } = clouds({ nSamples: 60, nFeatures: 4, nClasses: 3 });
    const { model } = await fit({ X, y });
    estimator.predictProba(model, X);
    expect(X.values).toEqual(data.X.values);
    expect(y.codes).toEqual(data.y.codes);
  });

  it('keeps nothing of the training buffers in the model', async () => {
    const { X, y } = clouds({ nSamples: 60, nFeatures: 4, nClasses: 3 });
    const { model } = await fit({ X, y });
    const before = estimator.predictProba(model, data.X).slice();
    X.values.fill(0);
    y.codes.fill(0);
    expect(estimator.predictProba(model, data.X)).toEqual(before);
  });

  it('predicts a batch as it predicts each row alone', async () => {
    const { model } = await fit();
    const batch = clouds({ nSamples: 400, nFeatures: 4, nClasses: 3, seed: 2 }).X;
    const together = estimator.predictProba(model, batch);
    expectProbabilities(together, 400, 3);
    for (let i = 0; i < 400; i += 7) {
      const alone = estimator.predictProba(model, rowsOf(batch, [i]));
      expect(alone).toEqual(together.slice(i * 3, (i + 1) * 3));
    }
  });

  it('predicts no rows as no probabilities', async () => {
    const { model } = await fit();
    const none = { nSamples: 0, nFeatures: 4, values: new Float64Array(0) };
    expect(estimator.predictProba(model, none)).toHaveLength(0);
  });

  it('learns what is there to learn', async () => {
    const sample = clouds({ nSamples: 90, nFeatures: 4, nClasses: 3, spread: 12 });
    const { model } = await fit(sample);
    const proba = estimator.predictProba(model, sample.X);
    const predicted = Array.from(sample.y.codes, (_, i) => {
      const row = proba.subarray(i * 3, (i + 1) * 3);
      return row.indexOf(Math.max(...row));
    });
    expect(predicted).toEqual([...sample.y.codes]);
  });

  it('refuses another number of features than it was fitted on', async () => {
    const { model } = await fit();
    const wide = clouds({ nSamples: 3, nFeatures: 5, nClasses: 3 }).X;
    expect(() => estimator.predictProba(model, wide)).toThrow(
      'X must have 4 features, as the model was fitted on, got 5',
    );
  });

  it('refuses samples and classes that do not fit together', async () => {
    const { X, y } = data;
    const short = { ...y, codes: y.codes.slice(1) };
    await expect(fit({ X, y: short })).rejects.toThrow('y must have 60 classes, one a sample of X, got 59');
    const low = { ...y, nClasses: 2 };
    await expect(fit({ X, y: low })).rejects.toThrow('y must hold class codes from 0 to 1');
    const cut = { ...X, values: X.values.subarray(1) };
    await expect(fit({ X: cut, y })).rejects.toThrow('X must hold 60 x 4 values, got 239');
    const none = { X: { nSamples: 0, nFeatures: 4, values: new Float64Array(0) }, y: labelsOf([], 2) };
    await expect(fit(none)).rejects.toThrow('X must have at least 1 sample, got 0');
  });

  it('is loaded as it was saved, to the bit', async () => {
    const { model } = await fit();
    const state = estimator.save(model);
    for (const { shape, values } of Object.values(state.tensors)) {
      expect(shape.reduce((product, size) => product * size, 1)).toBe(values.length);
    }
    const loaded = estimator.load(structuredClone(state));
    expect(bits(estimator.save(loaded))).toEqual(bits(state));
    const { X } = clouds({ nSamples: 100, nFeatures: 4, nClasses: 3, seed: 3 });
    expect(estimator.predictProba(loaded, X)).toEqual(estimator.predictProba(model, X));
  });

  it('refuses a saved model that lacks any of its parts, or has one of another length', async () => {
    const state = estimator.save((await fit()).model);
    for (const name of Object.keys(state.tensors)) {
      const { [name]: tensor, ...others } = state.tensors;
      expect(() => estimator.load({ ...state, tensors: others })).toThrow(name);
      const longer = { ...tensor, values: new Float64Array(tensor.values.length + 1).fill(1e9) };
      expect(() => estimator.load({ ...state, tensors: { ...others, [name]: longer } })).toThrow();
    }
    for (const name of Object.keys(state.scalars)) {
      const { [name]: _, ...others } = state.scalars;
      expect(() => estimator.load({ ...state, scalars: others })).toThrow(name);
    }
  });

  it('tells of progress from 0 to all, never backwards', async () => {
    const events: FitProgress[] = [];
    await fit(data, { onProgress: (progress: FitProgress) => events.push(progress) });
    expect(events[0].done).toBe(0);
    const [last] = events.slice(-1);
    expect(last.done).toBe(last.total);
    expect(events.map(({ done }) => done)).toEqual(events.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(new Set(events.map(({ total }) => total)).size).toBe(1);
  });

  it('stops on an abort, with its reason', async () => {
    const reason = new Error('not wanted any more');
    await expect(fit(data, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    const events: FitProgress[] = [];
    const onProgress = (progress: FitProgress) => {
      events.push(progress);
      abort.abort(reason);
    };
    await expect(fit(data, { signal: abort.signal, onProgress })).rejects.toBe(reason);
    expect(events).toHaveLength(1);
  });

  it('learns a single class', async () => {
    const { model } = await fit({ X: data.X, y: labelsOf(new Array(60).fill(0), 1) });
    expect(estimator.predictProba(model, data.X)).toEqual(new Float64Array(60).fill(1));
  });

  it('gives a class that never occurred probability 0', async () => {
    const codes = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 1 : 3));
    const { model } = await fit({ X: data.X, y: labelsOf(codes, 5) });
    const proba = estimator.predictProba(model, data.X);
    expectProbabilities(proba, 60, 5);
    for (let i = 0; i < 60; i++) expect([proba[i * 5], proba[i * 5 + 2], proba[i * 5 + 4]]).toEqual([0, 0, 0]);
    const only = await fit({ X: data.X, y: labelsOf(new Array(60).fill(1), 3) });
    expect([...estimator.predictProba(only.model, rowsOf(data.X, [0]))]).toEqual([0, 1, 0]);
  });

  it('learns from a single row', async () => {
    const X = matrixOf([[1, 2, 3]]);
    const { model } = await estimator.fit(X, labelsOf([1], 2), paramsForOneRow, { seed: SEED });
    expect([...estimator.predictProba(model, matrixOf([[9, 9, 9]]))]).toEqual([0, 1]);
  });

  it('learns from columns that are constant, which then decide nothing', async () => {
    const constant = matrixOf(Array.from({ length: 60 }, () => [0.1, -3]));
    const { model } = await fit({ X: constant, y: data.y });
    const proba = estimator.predictProba(model, rowsOf(constant, [0, 1]));
    expectProbabilities(proba, 2, 3);
    expect(proba.slice(0, 3)).toEqual(proba.slice(3));
  });

  it('learns from 10,000 columns', async () => {
    const wide = clouds({ nSamples: 24, nFeatures: 10_000, nClasses: 2 });
    const { model } = await fit(wide);
    expectProbabilities(estimator.predictProba(model, rowsOf(wide.X, [0, 1])), 2, 2);
  });

  it('stays sound with values of 1e300', async () => {
    const huge: Matrix = {
      ...data.X,
      values: data.X.values.map((value, at) => (at % 3 === 0 ? value * 1e300 : value)),
    };
    const { model } = await fit({ X: huge, y: data.y });
    expectProbabilities(estimator.predictProba(model, huge), 60, 3);
    expectProbabilities(estimator.predictProba(model, matrixOf([[1e300, -1e300, 1e308, -1e308]])), 1, 3);
    const usual = await fit();
    expectProbabilities(estimator.predictProba(usual.model, matrixOf([[1e300, -1e300, 1e308, -1e308]])), 1, 3);
  });
}
