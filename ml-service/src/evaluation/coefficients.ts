import type { ClassLabel, Coefficients, Estimate } from '@ml-microservices/shared/contracts';
import type { LogisticRegressionModel } from '../estimators/logistic-regression/model.js';
import { predictProba } from '../estimators/logistic-regression/predict.js';
import type { Matrix } from '../estimators/matrix.js';
import type { Transformer } from '../tabular/transform.js';
import { logitCovariance } from './covariance.js';
import { withInterval, Z } from './intervals/estimate.js';

export interface FittedRegression {
  readonly model: LogisticRegressionModel;
  /** The training rows as the model saw them. */
  readonly X: Matrix;
  readonly C: number;
  readonly transformer: Transformer;
  readonly classes: readonly ClassLabel[];
}

/** Columns beyond which coefficients are not listed. */
export const MOST_COLUMNS = 1000;

/**
 * Coefficients and intercepts with Wald intervals, per standard deviation of each column and per unit of it, and the
 * odds ratios. Null where there are too many columns to list.
 */
export function coefficientsOf(fitted: FittedRegression): Coefficients | null {
  const { model, X, C, transformer, classes } = fitted;
  const { nClasses, nFeatures } = model;
  if (nFeatures > MOST_COLUMNS) return null;
  const covariance = logitCovariance({ X, probabilities: predictProba(model, X), nClasses, C });
  const names = columnNames(transformer);
  const blocks = nClasses === 2 ? [null] : classes.map(String);
  const result: Coefficients = { intercepts: [], columns: [] };
  blocks.forEach((name, block) => {
    const part = new Block(fitted, covariance, block);
    result.intercepts.push({ class: name, standardized: part.intercept(), per_unit: part.interceptPerUnit() });
    names.forEach((column, j) => {
      result.columns.push({
        ...column,
        class: name,
        standardized: part.effect(j, 1),
        per_unit: part.effect(j, part.scale(j)),
      });
    });
  });
  return result;
}

function columnNames({ encoders }: Transformer): { feature: string; category: string | null }[] {
  return encoders.flatMap(({ feature, width }) =>
    Array.from({ length: width }, (_, i) => ({
      feature: feature.name,
      category: width === 1 ? null : (feature.categories?.[i] ?? null),
    })),
  );
}

/** The parameters of one class. */
class Block {
  constructor(
    readonly fitted: FittedRegression,
    readonly covariance: Float64Array | null,
    readonly block: number,
  ) {}

  scale(j: number): number {
    return this.fitted.transformer.scaling?.scales[j] ?? 1;
  }

  intercept(): Estimate {
    return this.#estimate(this.fitted.model.intercept[this.block], this.#variance([[0, 1]]));
  }

  /** Of the columns as they came: intercept - sum of coefficient · mean / scale. */
  interceptPerUnit(): Estimate {
    const means = this.fitted.transformer.scaling?.means ?? [];
    const shifts = means.map((mean, j): [number, number] => [j + 1, -mean / this.scale(j)]);
    const value = shifts.reduce(
      (sum, [at, shift]) => sum + this.#coefficient(at - 1) * shift,
      this.fitted.model.intercept[this.block],
    );
    return this.#estimate(value, this.#variance([[0, 1], ...shifts]));
  }

  effect(j: number, unit: number) {
    const coefficient = this.#estimate(this.#coefficient(j) / unit, this.#variance([[j + 1, 1 / unit]]));
    const exp = (log: number | null) => (log === null ? null : Math.min(Number.MAX_VALUE, Math.exp(log)));
    const { value, lo, hi } = coefficient;
    return { coefficient, odds_ratio: { ...coefficient, value: exp(value), lo: exp(lo), hi: exp(hi) } };
  }

  #coefficient(j: number): number {
    return this.fitted.model.coef[this.block * this.fitted.model.nFeatures + j];
  }

  /** Of a weighted sum of this class's parameters, given as places and weights. */
  #variance(terms: readonly (readonly [place: number, weight: number])[]): number | null {
    if (!this.covariance) return null;
    const size = Math.sqrt(this.covariance.length);
    const first = this.block * (this.fitted.model.nFeatures + 1);
    let variance = 0;
    for (const [a, weightA] of terms) {
      for (const [b, weightB] of terms) variance += weightA * weightB * this.covariance[(first + a) * size + first + b];
    }
    return variance;
  }

  #estimate(value: number, variance: number | null): Estimate {
    const half = variance !== null && variance >= 0 ? Z * Math.sqrt(variance) : Number.NaN;
    const interval = Number.isFinite(half) ? { lo: value - half, hi: value + half } : null;
    return withInterval(value, interval, { method: 'wald', n: this.fitted.X.nSamples });
  }
}
