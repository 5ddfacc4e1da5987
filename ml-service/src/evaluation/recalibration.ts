import type { Estimate } from '@ml-microservices/shared/contracts';
import { withInterval, Z } from './intervals/estimate.js';

/** Scores are kept within this distance of 0 and 1, where their log odds have no end. */
const NEAREST = 1e-3;
const MAX_STEPS = 50;
const TOLERANCE = 1e-10;
/** Beyond such log odds the scores part the rows, and the likelihood has no maximum. */
const FARTHEST = 1e4;

export interface Recalibration {
  readonly intercept: Estimate;
  readonly slope: Estimate;
}

/**
 * Refit of the outcomes to the log odds of the scores by logistic regression without a penalty (Cox 1958), with Wald
 * intervals: a slope of 1 and an intercept of 0 are perfect; a slope below 1 says that the scores are too sure. Null
 * where one side has no row, where all scores are equal, and where they part the sides wholly. Newton's method; cost
 * steps x n.
 */
export function recalibrationOf(scores: Float64Array, hits: Uint8Array): Recalibration {
  const n = scores.length;
  const x = scores.map((score) => logit(Math.min(1 - NEAREST, Math.max(NEAREST, score))));
  const fit = newton(x, hits);
  const estimate = (value: number | null, variance: number | null): Estimate => {
    const half = variance === null ? null : Z * Math.sqrt(variance);
    const interval = value === null || half === null ? null : { lo: value - half, hi: value + half };
    return withInterval(value, interval, { method: 'wald', n });
  };
  return {
    intercept: estimate(fit?.intercept ?? null, fit?.variances[0] ?? null),
    slope: estimate(fit?.slope ?? null, fit?.variances[1] ?? null),
  };
}

const logit = (p: number) => Math.log(p / (1 - p));

interface Fit {
  readonly intercept: number;
  readonly slope: number;
  readonly variances: readonly [intercept: number, slope: number];
}

function newton(x: Float64Array, hits: Uint8Array): Fit | null {
  let [intercept, slope] = [0, 1];
  for (let step = 0; step < MAX_STEPS; step++) {
    const { gradient, information } = curvature(x, hits, intercept, slope);
    const [a, b, c] = information;
    const determinant = a * c - b * b;
    if (!(determinant > Number.EPSILON * a * c)) return null;
    const [stepA, stepB] = [
      (c * gradient[0] - b * gradient[1]) / determinant,
      (a * gradient[1] - b * gradient[0]) / determinant,
    ];
    intercept += stepA;
    slope += stepB;
    if (Math.abs(intercept) + Math.abs(slope) > FARTHEST) return null;
    if (Math.abs(stepA) + Math.abs(stepB) < TOLERANCE) {
      return { intercept, slope, variances: [c / determinant, a / determinant] };
    }
  }
  return null;
}

/** Gradient of the log likelihood, and of its negative curvature the entries 00, 01 and 11. */
function curvature(x: Float64Array, hits: Uint8Array, intercept: number, slope: number) {
  const gradient = [0, 0];
  const information = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const p = 1 / (1 + Math.exp(-intercept - slope * x[i]));
    const weight = p * (1 - p);
    gradient[0] += hits[i] - p;
    gradient[1] += (hits[i] - p) * x[i];
    information[0] += weight;
    information[1] += weight * x[i];
    information[2] += weight * x[i] * x[i];
  }
  return { gradient, information };
}
