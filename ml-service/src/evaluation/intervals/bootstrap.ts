import type { Estimate } from '@ml-microservices/shared/contracts';
import { createRandom, type Random } from '../../estimators/random.js';
import { createTurns } from '../../estimators/turns.js';
import { LEVEL, withInterval, withoutInterval } from './estimate.js';
import { quantile } from './quantile.js';

export const RESAMPLES = 2000;
const FEWEST_RESAMPLES = 200;
/** Visits of a row that the resamples of one evaluation may cost; more rows get fewer resamples. */
const MAX_VISITS = 2e9;

export interface ResampleOptions {
  readonly resamples: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** As many resamples as so many rows of so many classes allow. */
export function resamplesFor(nRows: number, nClasses: number): number {
  return Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, Math.floor(MAX_VISITS / Math.max(1, nRows * nClasses))));
}

/** Values of a statistic on the resamples where it is defined, ascending, and in how many it is not. */
export interface Resampled {
  readonly sorted: Float64Array;
  readonly undefinedIn: number;
}

/** `statistics` answers from the number of times that each row was drawn. */
export type Statistics<Name extends string> = (weights: Int32Array) => Readonly<Record<Name, number | null>>;

/**
 * Stratified bootstrap (Efron 1979): each class keeps its number of rows, drawn with replacement. `truth` holds class
 * codes. The same seed gives the same resamples. Cost resamples x nRows, with turns for the event loop.
 */
export async function bootstrap<Name extends string>(
  truth: Int32Array,
  statistics: Statistics<Name>,
  { resamples, seed, signal }: ResampleOptions,
): Promise<Readonly<Record<Name, Resampled>>> {
  const strata = strataOf(truth);
  const random = createRandom(seed, 1);
  const weights = new Int32Array(truth.length);
  const values = new Map<string, number[]>();
  const turn = createTurns(signal);
  for (let drawn = 0; drawn < resamples; drawn++) {
    drawInto(weights, strata, random);
    for (const [name, value] of Object.entries<number | null>(statistics(weights))) {
      const known = values.get(name) ?? [];
      values.set(name, known);
      if (value !== null) known.push(value);
    }
    const pause = turn();
    if (pause) await pause;
  }
  const resampled = [...values].map(([name, known]) => {
    const result: Resampled = { sorted: Float64Array.from(known).sort(), undefinedIn: resamples - known.length };
    return [name, result] as const;
  });
  return Object.fromEntries(resampled) as Record<Name, Resampled>;
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
export function percentileEstimate(value: number | null, { sorted, undefinedIn }: Resampled, n: number): Estimate {
  if (sorted.length === 0) return withoutInterval(value, n);
  const tail = (1 - LEVEL) / 2;
  const interval = { lo: quantile(sorted, tail), hi: quantile(sorted, 1 - tail) };
  const estimate = withInterval(value, interval, { method: 'bootstrap', n });
  return undefinedIn === 0 ? estimate : { ...estimate, undefined_resamples: undefinedIn };
}
