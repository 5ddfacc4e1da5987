import type { Calibration, CalibrationBin, Estimate } from '@ml-microservices/shared/contracts';
import { mean, sum } from '@ml-microservices/shared/statistics';
import { createRandom } from '../estimators/random.js';
import { ascending } from './ascending.js';
import { type Binned, sumBins } from './bin-sums.js';
import { LEVEL, withInterval } from './intervals/estimate.js';
import { quantile } from './intervals/quantile.js';
import { proportion } from './intervals/wilson.js';
import type { Judged } from './judged.js';
import { recalibrationOf } from './recalibration.js';

const MOST_BINS = 10;
/** Rows that a bin needs to say anything. */
const ROWS_PER_BIN = 10;
const SIMULATIONS = 1000;
const FEWEST_SIMULATIONS = 100;
/** Outcomes of rows that the simulations of one curve may draw. */
const MAX_DRAWS = 5e6;

/** Rows by rising score: how likely each was said to be a hit, and whether it was. */
export interface Scored {
  /** Row of each place. */
  readonly order: Int32Array;
  readonly scores: Float64Array;
  readonly hits: Uint8Array;
}

export function byScore(scores: Float64Array, hits: Uint8Array): Scored {
  const order = ascending(scores);
  return {
    order,
    scores: Float64Array.from(order, (row) => scores[row]),
    hits: Uint8Array.from(order, (row) => hits[row]),
  };
}

/** The scores that calibration is judged by: of each class shown, and for more than two the probability of the class predicted. */
export function scoredFor(judged: Judged, shown: readonly number[]): [name: string, rows: Scored][] {
  const { truth, predicted, probabilities, nClasses } = judged;
  const ofClass = (code: number): [string, Scored] => [
    `ece ${code}`,
    byScore(
      Float64Array.from(truth, (_, row) => probabilities[row * nClasses + code]),
      Uint8Array.from(truth, (one) => (one === code ? 1 : 0)),
    ),
  ];
  if (nClasses === 2) return [ofClass(1)];
  const top = byScore(
    Float64Array.from(predicted, (code, row) => probabilities[row * nClasses + code]),
    Uint8Array.from(predicted, (code, row) => (code === truth[row] ? 1 : 0)),
  );
  return [['ece', top], ...shown.map(ofClass)];
}

/** Where each bin ends: about as many rows in each, and equal scores never in two. */
export function equalMassBins({ scores }: Scored): number[] {
  const n = scores.length;
  const nBins = Math.max(1, Math.min(MOST_BINS, Math.floor(n / ROWS_PER_BIN)));
  const ends: number[] = [];
  for (let bin = 1; bin <= nBins; bin++) {
    let end = Math.round((bin * n) / nBins);
    if (end <= (ends.at(-1) ?? 0)) continue;
    while (end < n && scores[end] === scores[end - 1]) end++;
    ends.push(end);
  }
  return ends;
}

/** Expected calibration error over the bins (Naeini 2015; Guo 2017): sum of n_bin / n · |share of hits - mean score|. */
export function calibrationError({ bins }: Binned): number {
  let [total, error] = [0, 0];
  for (const { n, gap } of bins) {
    total += n;
    error += Math.abs(gap);
  }
  return error / total;
}

/** What the bootstrap estimates of a diagram. */
export type CalibrationEstimates = Pick<Calibration, 'ece' | 'brier'>;

/** The diagram, with its figures as estimated elsewhere and the error that chance alone gives to perfect scores. */
export function calibrationOf(scored: Scored, { ece, brier }: CalibrationEstimates, seed: number): Calibration {
  const ends = equalMassBins(scored);
  const bins = ends.map((end, i) => binOf(scored, i === 0 ? 0 : ends[i - 1], end));
  const ece_if_calibrated = errorIfCalibrated(scored, ends, seed);
  return { bins, rule: 'equal_mass', ece, ece_if_calibrated, brier, ...recalibrationOf(scored.scores, scored.hits) };
}

function binOf({ scores, hits }: Scored, start: number, end: number): CalibrationBin {
  const n = end - start;
  const inBin = scores.subarray(start, end);
  return {
    mean_score: Math.min(1, sum(inBin) / n),
    observed: proportion(sum(hits.subarray(start, end)), n),
    lowest: inBin[0],
    highest: inBin[n - 1],
  };
}

/**
 * Binned error is above 0 for the best of models (Roelofs et al. 2022): its mean, and the middle 95 %, over outcomes
 * drawn with the scores as their true probabilities.
 */
function errorIfCalibrated(scored: Scored, ends: readonly number[], seed: number): Estimate {
  const { scores, order } = scored;
  const n = scores.length;
  const random = createRandom(seed, 2);
  const simulations = Math.max(FEWEST_SIMULATIONS, Math.min(SIMULATIONS, Math.floor(MAX_DRAWS / n)));
  const hits = new Uint8Array(n);
  const errors = new Float64Array(simulations);
  for (let s = 0; s < simulations; s++) {
    for (let i = 0; i < n; i++) hits[i] = random.next() < scores[i] ? 1 : 0;
    errors[s] = calibrationError(sumBins({ order, scores, hits }, ends));
  }
  const expected = mean(errors);
  errors.sort();
  const tail = (1 - LEVEL) / 2;
  const interval = { lo: quantile(errors, tail), hi: quantile(errors, 1 - tail) };
  return withInterval(expected, interval, { method: 'bootstrap', n });
}
