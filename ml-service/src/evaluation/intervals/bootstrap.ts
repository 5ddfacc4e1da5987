import type { Estimate } from '@ml-microservices/shared/contracts';
import { standardDeviation } from '@ml-microservices/shared/statistics';
import { createRandom, type Random } from '../../estimators/random.js';
import { createTurns } from '../../estimators/turns.js';
import { type Interval, LEVEL, withInterval, withoutInterval, Z } from './estimate.js';
import { quantile } from './quantile.js';
import { type Range, ROUNDING, unanimousEstimate } from './unanimous.js';

export const RESAMPLES = 2000;
const FEWEST_RESAMPLES = 200;
/** Visits of a row that the resamples of one evaluation may cost; more rows get fewer resamples. */
const MAX_VISITS = 5e8;
/** Visits of a row in a resample beside the one for each class: those of drawing it, and of the classes that have curves. */
const OTHER_VISITS = 10;

export interface ResampleOptions {
  readonly resamples: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** As many resamples as so many rows of so many classes allow. */
export function resamplesFor(nRows: number, nClasses: number): number {
  const visits = nRows * (nClasses + OTHER_VISITS);
  return Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, Math.floor(MAX_VISITS / visits)));
}

/** Values of a statistic on the resamples where it is defined, ascending, and in how many it is not. */
export interface Resampled {
  readonly sorted: Float64Array;
  readonly undefinedIn: number;
  /** Rows of each class. */
  readonly sizes: readonly number[];
}

/** Figures of the rows, each counting as often as its weight says. */
export interface Statistics<Name extends string = string> {
  readonly names: readonly Name[];
  /** Puts the value of each name in their order, null where it is undefined. */
  measure(weights: Int32Array, put: (value: number | null) => void): void;
}

/**
 * Stratified bootstrap (Efron 1979): each class keeps its number of rows, drawn with replacement. `truth` holds class
 * codes. The same seed gives the same resamples. Cost resamples x nRows, with turns for the event loop.
 */
export async function bootstrap<Name extends string>(
  truth: Int32Array,
  { names, measure }: Statistics<Name>,
  { resamples, seed, signal }: ResampleOptions,
): Promise<Readonly<Record<Name, Resampled>>> {
  const strata = strataOf(truth);
  const random = createRandom(seed, 1);
  const weights = new Int32Array(truth.length);
  const values = names.map(() => new Float64Array(resamples));
  const turn = createTurns(signal);
  let [drawn, at] = [0, 0];
  const put = (value: number | null) => {
    values[at++][drawn] = value ?? Number.NaN;
  };
  for (; drawn < resamples; drawn++) {
    drawInto(weights, strata, random);
    at = 0;
    measure(weights, put);
    const pause = turn();
    if (pause) await pause;
  }
  const sizes = strata.map((rows) => rows.length);
  const resampled = names.map((name, i) => [name, resampledOf(values[i], sizes)]);
  return Object.fromEntries(resampled) as Record<Name, Resampled>;
}

/** Sorts the values in place: what is undefined comes last. */
function resampledOf(values: Float64Array, sizes: readonly number[]): Resampled {
  values.sort();
  let known = values.length;
  while (known > 0 && Number.isNaN(values[known - 1])) known--;
  return { sorted: values.subarray(0, known), undefinedIn: values.length - known, sizes };
}

function strataOf(truth: Int32Array): Int32Array[] {
  const byClass = new Map<number, number[]>();
  truth.forEach((code, row) => {
    const rows = byClass.get(code);
    if (rows) rows.push(row);
    else byClass.set(code, [row]);
  });
  return [...byClass].sort(([a], [b]) => a - b).map(([, rows]) => Int32Array.from(rows));
}

function drawInto(weights: Int32Array, strata: readonly Int32Array[], random: Random): void {
  weights.fill(0);
  for (const rows of strata) for (let i = 0; i < rows.length; i++) weights[rows[random.below(rows.length)]]++;
}

/** A value with the percentile interval of its resamples. */
export function percentileEstimate(
  value: number | null,
  resampled: Resampled,
  n: number,
  range: Range = 'share',
): Estimate {
  return estimateBy(value, resampled, { n, range, interval: ({ lo, hi }) => ({ lo, hi }) });
}

/**
 * A value in [0, 1] that is never below 0 and that resampling raises, as an error summed over bins: percentiles would
 * lie above it. Each end is as far from the value as the other percentile, on the other side (the basic interval:
 * Davison and Hinkley, "Bootstrap Methods", 1997, 5.2), within [0, 1] and never past the value.
 */
export function reflectedEstimate(value: number | null, resampled: Resampled, n: number): Estimate {
  const interval = ({ lo, hi }: Interval) => {
    const at = value ?? 0;
    return { lo: Math.min(at, Math.max(0, 2 * at - hi)), hi: Math.max(at, Math.min(1, 2 * at - lo)) };
  };
  return estimateBy(value, resampled, { n, range: 'share', interval });
}

/**
 * A value in [0, 1] or [-1, 1] with the interval of the standard deviation of its resamples on the logit scale, as DeLong's
 * is of its variance (Davison and Hinkley 1997, 5.2): near an end of its range a figure is drawn there by resampling, which
 * percentiles take for its own.
 */
export function logitEstimate(
  value: number | null,
  resampled: Resampled,
  n: number,
  range: 'share' | 'correlation' = 'share',
): Estimate {
  const [low, width] = range === 'share' ? [0, 1] : [-1, 2];
  const interval = (percentiles: Interval) => {
    const share = ((value ?? 0) - low) / width;
    const spread = share * (1 - share);
    if (!(spread > 0)) return percentiles;
    const half = (Z * standardDeviation(resampled.sorted)) / width / spread;
    const at = (logit: number) => low + width / (1 + Math.exp(-logit));
    const centre = Math.log(share / (1 - share));
    return { lo: at(centre - half), hi: at(centre + half) };
  };
  return estimateBy(value, resampled, { n, range, interval });
}

interface EstimateOptions {
  readonly n: number;
  readonly range: Range;
  /** The interval from the percentiles. */
  readonly interval: (percentiles: Interval) => Interval;
}

function estimateBy(value: number | null, resampled: Resampled, { n, range, interval }: EstimateOptions): Estimate {
  const { sorted, undefinedIn, sizes } = resampled;
  if (sorted.length === 0) return withoutInterval(value, n);
  const tail = (1 - LEVEL) / 2;
  const ends = interval({ lo: quantile(sorted, tail), hi: quantile(sorted, 1 - tail) });
  const estimate =
    ends.hi - ends.lo < ROUNDING
      ? unanimousEstimate(value, range, { n, sizes })
      : withInterval(value, ends, { method: 'bootstrap', n });
  return undefinedIn === 0 ? estimate : { ...estimate, undefined_resamples: undefinedIn };
}
