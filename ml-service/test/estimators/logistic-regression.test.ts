import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { runPhase } from '../../src/estimators/crew.js';
import { logisticRegression } from '../../src/estimators/logistic-regression/index.js';
import { lbfgs } from '../../src/estimators/logistic-regression/lbfgs.js';
import { newton } from '../../src/estimators/logistic-regression/newton.js';
import { Objective } from '../../src/estimators/logistic-regression/objective.js';
import { BLOCKS, createTask, type Problem, UNITS } from '../../src/estimators/logistic-regression/task.js';
import { workOn } from '../../src/estimators/logistic-regression/work.js';
import { endThreads } from '../../src/estimators/threads.js';
import { DATA_SETS, fixture, type Sample } from './fixtures.js';
import { clouds, labelsOf, matrixOf } from './matrices.js';

const DEFAULTS = { C: 1, max_iter: 100, tol: 1e-4 };
const fit = ({ X, y }: Sample, params = {}) => logisticRegression.fit(X, y, { ...DEFAULTS, ...params }, { seed: 0 });

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
};

async function objectiveOf(problem: Problem, penalty: number): Promise<Objective> {
  const task = createTask(problem, true, 1);
  const runTask = workOn(task);
  const run = (phase: number, nTasks: number) => runPhase(task.counters, runTask, phase, nTasks);
  await run(UNITS, problem.X.nFeatures);
  await run(BLOCKS, task.nShards);
  return new Objective(task, penalty, run);
}

afterAll(endThreads);

describe('logistic regression against scikit-learn at its optimum', () => {
  for (const name of DATA_SETS) {
    const { reference, train, test } = fixture(name);
    for (const { C, scaled, coef, intercept, test_proba } of reference.logistic_regression) {
      it(`agrees on ${name} ${scaled ? 'scaled' : 'as it is'} with C ${C}`, async () => {
        const { model, notes } = await fit(train(scaled), { C });
        expect(notes).toMatchObject({ solver: { converged: true }, warnings: [] });
        expect(largestDifference(model.coef, coef.flat())).toBeLessThan(1e-5);
        expect(largestDifference(model.intercept, intercept)).toBeLessThan(1e-5);
        const proba = logisticRegression.predictProba(model, test(scaled).X);
        expect(largestDifference(proba, test_proba.flat())).toBeLessThan(1e-5);
      });
    }
  }
});

/** Gradient of the summed loss and penalty by the coefficients as given, worked out sample by sample. */
function gradientOf({ X, y }: Sample, coef: Float64Array, intercept: Float64Array, C: number): number[] {
  const { nSamples, nFeatures, values } = X;
  const gradient = Array.from(coef, (value) => value / C).concat(Array.from(intercept, () => 0));
  for (let i = 0; i < nSamples; i++) {
    const scores = Array.from(intercept, (value, row) => {
      let score = value;
      for (let j = 0; j < nFeatures; j++) score += coef[row * nFeatures + j] * values[j * nSamples + i];
      return score;
    });
    const all = intercept.length === 1 ? [0, scores[0]] : scores;
    const most = Math.max(...all);
    const sum = all.reduce((total, score) => total + Math.exp(score - most), 0);
    scores.forEach((score, row) => {
      const isClass = y.codes[i] === (intercept.length === 1 ? 1 : row);
      const residual = Math.exp(score - most) / sum - (isClass ? 1 : 0);
      for (let j = 0; j < nFeatures; j++) gradient[row * nFeatures + j] += residual * values[j * nSamples + i];
      gradient[coef.length + row] += residual;
    });
  }
  return gradient;
}

describe('logistic regression', () => {
  /*
   * Four rows: x = -1 with class 0, 0; x = 1 with class 1, 0. By symmetry of x the odds are e^(b - w) at -1 and
   * e^(b + w) at 1. With C = infinity the fit is exact at x = 1 (p = 1/2, so b + w = 0) and separates x = -1 for ever;
   * with a penalty, at the optimum: 2 (p1 - 1/2) + 2 p0 = 0 for b, and w / C + 2 (p1 - 1/2) - 2 p0 = 0 for w,
   * so p0 = 1/2 - p1 and w = C (4 p0). With p0 = 1/10: p1 = 2/5, b - w = ln(1/9), b + w = ln(2/3),
   * w = (ln(2/3) - ln(1/9)) / 2 = ln(6) / 2, b = ln(2/27) / 2, and C = w / 0.4.
   */
  it('finds the optimum of a case worked out by hand', async () => {
    const w = Math.log(6) / 2;
    const sample = { X: matrixOf([[-1], [-1], [1], [1]]), y: labelsOf([0, 0, 1, 0]) };
    const { model } = await fit(sample, { C: w / 0.4 });
    expect(model.coef[0]).toBeCloseTo(w, 9);
    expect(model.intercept[0]).toBeCloseTo(Math.log(2 / 27) / 2, 9);
    const proba = logisticRegression.predictProba(model, matrixOf([[-1], [1]]));
    [0.9, 0.1, 0.6, 0.4].forEach((share, at) => {
      expect(proba[at]).toBeCloseTo(share, 9);
    });
  });

  const cases: readonly (readonly [string, Sample, number])[] = [
    ['separable classes', clouds({ nSamples: 200, nFeatures: 3, nClasses: 2, spread: 30 }), 1],
    ['separable classes, hardly penalised', clouds({ nSamples: 200, nFeatures: 3, nClasses: 2, spread: 30 }), 1e6],
    ['64 features and 10 classes', clouds({ nSamples: 1800, nFeatures: 64, nClasses: 10, spread: 4 }), 1],
    ['more features than samples', clouds({ nSamples: 40, nFeatures: 300, nClasses: 3 }), 1],
    ['4,000 features', clouds({ nSamples: 60, nFeatures: 4000, nClasses: 2 }), 1],
    ['50,000 samples', clouds({ nSamples: 50_000, nFeatures: 5, nClasses: 3, spread: 1 }), 1],
  ];
  for (const [name, sample, C] of cases) {
    it(`reaches the optimum for ${name} with the default tol`, async () => {
      const { model, notes } = await fit(sample, { C });
      expect(notes.warnings).toEqual([]);
      // The penalty makes the objective 1 / C strongly convex in the coefficients: an error of theirs is at most
      // C times the gradient.
      const gradient = gradientOf(sample, model.coef, model.intercept, C);
      expect(Math.max(...gradient.map(Math.abs)) * C).toBeLessThan(1e-5);
    });
  }

  it('does not depend on the units of the columns where the penalty is the same', async () => {
    const { X, y } = clouds({ nSamples: 300, nFeatures: 2, nClasses: 2, spread: 1 });
    const units = [1e8, 1e-6];
    const values = X.values.map((value, at) => value * units[Math.floor(at / 300)]);
    // Without a penalty to speak of, the coefficients are those of the plain columns in other units.
    const plain = await fit({ X, y }, { C: 1e12 });
    const scaled = await fit({ X: { ...X, values }, y }, { C: 1e24 });
    expect(scaled.notes.warnings).toEqual([]);
    units.forEach((unit, j) => {
      expect(scaled.model.coef[j] * unit).toBeCloseTo(plain.model.coef[j], 5);
    });
  });

  it('gives coefficients that sum to 0 over three classes', async () => {
    const { model } = await fit(fixture('wine').train(true));
    for (let j = 0; j < 13; j++) {
      expect(model.coef[j] + model.coef[13 + j] + model.coef[26 + j]).toBeCloseTo(0, 12);
    }
    expect(model.intercept[0] + model.intercept[1] + model.intercept[2]).toBeCloseTo(0, 12);
  });

  it('says that it stopped before it converged', async () => {
    const { notes } = await fit(fixture('wine').train(false), { max_iter: 2 });
    expect(notes.warnings).toHaveLength(1);
    expect(notes.solver).toEqual({ n_iter: 2, converged: false });
    expect(notes.warnings[0]).toMatchObject({ code: 'not_converged', values: { iterations: 2 } });
    expect(notes.warnings[0].message).toMatch(/stopped after 2 of 2 iterations before it converged: .* tol is 0\.0001/);
  });

  it('tells of a loss that falls', async () => {
    const losses: number[] = [];
    const { X, y } = fixture('wine').train(false);
    await logisticRegression.fit(X, y, DEFAULTS, {
      seed: 0,
      onProgress: ({ metrics }) => metrics && losses.push(metrics.loss),
    });
    expect(losses.length).toBeGreaterThan(4);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  it('stops at the next iteration on an abort', async () => {
    const abort = new AbortController();
    const { X, y } = fixture('wine').train(false);
    const iterations: number[] = [];
    const onProgress = ({ done }: { done: number }) => {
      iterations.push(done);
      if (done === 2) abort.abort(new Error('enough'));
    };
    const fitted = logisticRegression.fit(X, y, DEFAULTS, { seed: 0, signal: abort.signal, onProgress });
    await expect(fitted).rejects.toThrow('enough');
    expect(iterations).toEqual([0, 1, 2]);
  });

  it.each([
    ['Newton', 40_000, 8, 3],
    ['L-BFGS', 1_500, 200, 9],
  ])('is the same to the bit on any number of threads, by %s', async (_, nSamples, nFeatures, nClasses) => {
    const { X, y } = clouds({ nSamples, nFeatures, nClasses, spread: 1 });
    const fitOn = (threads: number) => logisticRegression.fit(X, y, DEFAULTS, { seed: 0, threads });
    const one = await fitOn(1);
    for (const threads of [2, 3]) expect(await fitOn(threads)).toEqual(one);
  });

  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');

  it('lets go of what it shared with its threads', async () => {
    const { X, y } = clouds({ nSamples: 250_000, nFeatures: 7, nClasses: 2 });
    const values = new Float64Array(new SharedArrayBuffer(X.values.byteLength));
    values.set(X.values);
    const heldAfter = async (fits: number) => {
      for (let i = 0; i < fits; i++)
        await logisticRegression.fit({ ...X, values }, y, DEFAULTS, { seed: 0, threads: 2 });
      collectGarbage();
      return process.memoryUsage.rss();
    };
    const before = await heldAfter(4);
    expect((await heldAfter(32)) - before).toBeLessThan(20 * values.byteLength);
  });

  it('finds the same optimum by Newton as by L-BFGS', async () => {
    const { X, y } = clouds({ nSamples: 500, nFeatures: 6, nClasses: 4, spread: 1 });
    const objective = await objectiveOf({ X, classes: y.codes, nClasses: 4 }, 1 / 500);
    const start = new Float64Array(objective.nParameters);
    const options = { maxIter: 500, tol: 1e-4, onIteration: () => undefined };
    const [first, second] = [await newton(objective, start, options), await lbfgs(objective, start, options)];
    expect(largestDifference(first.at, second.at)).toBeLessThan(1e-6);
    expect(first.iterations).toBeLessThan(10);
  });

  it('has the gradient and the Hessian of its objective', async () => {
    const { X, y } = clouds({ nSamples: 30, nFeatures: 3, nClasses: 3 });
    const objective = await objectiveOf({ X, classes: y.codes, nClasses: 3 }, 0.3);
    const point = objective.pointWithHessian();
    point.at.forEach((_, i) => {
      point.at[i] = Math.sin(i);
    });
    await objective.evaluate(point);
    const moved = objective.pointWithHessian();
    const step = 1e-6;
    for (let i = 0; i < objective.nParameters; i++) {
      const along = async (sign: number) => {
        moved.at.set(point.at);
        moved.at[i] += sign * step;
        await objective.evaluate(moved);
        return { value: moved.value, gradient: moved.gradient.slice() };
      };
      const [after, before] = [await along(1), await along(-1)];
      expect((after.value - before.value) / (2 * step)).toBeCloseTo(point.gradient[i], 7);
      for (let k = i; k < objective.nParameters; k++) {
        const second = (after.gradient[k] - before.gradient[k]) / (2 * step);
        expect(second).toBeCloseTo(point.hessian[k * objective.nParameters + i], 7);
      }
    }
  });
});
