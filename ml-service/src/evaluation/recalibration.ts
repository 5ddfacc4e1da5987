import type { Estimate } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { withInterval, Z } from './intervals/estimate.js';

/** Scores of 0 and 1, whose log odds have no end, are taken for this far from them, or for as near as any other is. */
const FROM_THE_END = 1e-3;
const MAX_STEPS = 50;
const TOLERANCE = 1e-10;
/** A loss above another by this share of it is the rounding of sums. */
const ROUNDING = 1e-12;
/** Beyond such log odds the scores part the rows, and the likelihood has no maximum. */
const FARTHEST = 1e4;

export interface Recalibration {
  readonly intercept: Estimate;
  readonly slope: Estimate;
}

/**
 * Refit of the outcomes to the log odds of the scores by logistic regression without a penalty (Cox 1958), with Wald
 * intervals: a slope of 1 and an intercept of 0 are perfect; a slope below 1 says that the scores are too sure. Null
 * where one side has no row, where all scores are equal, and where they part the sides wholly. Newton's method from the
 * share of hits alone, a step being halved while it makes the hits less likely: from scores that are far too sure whole
 * steps have no end. Cost steps x n.
 */
export function recalibrationOf(scores: Float64Array, hits: Uint8Array): Recalibration {
  const n = scores.length;
  const end = scores.reduce(
    (least, score) => (score > 0 && score < 1 ? Math.min(least, score, 1 - score) : least),
    FROM_THE_END,
  );
  // So near to 1 no other number lies between.
  const nearest = Math.max(Number.EPSILON, end);
  const x = scores.map((score) => logit(Math.min(1 - nearest, Math.max(nearest, score))));
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
  const hit = sum(hits);
  if (hit === 0 || hit === hits.length || x.every((one) => one === x[0])) return null;
  let at = likelihoodAt(x, hits, logit(hit / hits.length), 0);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { intercept, slope, loss, gradient, information } = at;
    const [a, b, c] = information;
    const determinant = a * c - b * b;
    if (!(determinant > Number.EPSILON * a * c) || Math.abs(intercept) + Math.abs(slope) > FARTHEST) return null;
    const [stepA, stepB] = [
      (c * gradient[0] - b * gradient[1]) / determinant,
      (a * gradient[1] - b * gradient[0]) / determinant,
    ];
    if (Math.abs(stepA) + Math.abs(stepB) < TOLERANCE) {
      return { intercept, slope, variances: [c / determinant, a / determinant] };
    }
    let share = 1;
    do {
      at = likelihoodAt(x, hits, intercept + share * stepA, slope + share * stepB);
      share /= 2;
    } while (at.loss > loss * (1 + ROUNDING) && share > TOLERANCE);
  }
  return null;
}

/** The negative log likelihood, the gradient of the likelihood, and of its negative curvature the entries 00, 01, 11. */
function likelihoodAt(x: Float64Array, hits: Uint8Array, intercept: number, slope: number) {
  let loss = 0;
  const gradient = [0, 0];
  const information = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const logOdds = intercept + slope * x[i];
    const p = 1 / (1 + Math.exp(-logOdds));
    const weight = p * (1 - p);
    loss += Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds))) - hits[i] * logOdds;
    gradient[0] += hits[i] - p;
    gradient[1] += (hits[i] - p) * x[i];
    information[0] += weight;
    information[1] += weight * x[i];
    information[2] += weight * x[i] * x[i];
  }
  return { intercept, slope, loss, gradient, information };
}
