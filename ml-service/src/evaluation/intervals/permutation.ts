import type { Estimate } from '@ml-microservices/shared/contracts';
import { createRandom, shuffleInPlace } from '../../estimators/random.js';
import { createTurns } from '../../estimators/turns.js';
import { firstAbove, firstAtLeast } from '../ascending.js';
import { ratio } from '../confusion.js';
import type { Judged } from '../judged.js';
import { meanOfAll, rankedClasses, scoresFor } from '../ranking.js';
import type { ResampleOptions } from './bootstrap.js';
import { LEVEL, withInterval, withoutInterval } from './estimate.js';
import { quantile } from './quantile.js';
import { ROUNDING } from './unanimous.js';

export const CHANCE = 0.5;

/**
 * ROC AUC, macro-averaged over more than two classes, with an interval that holds 0.5 where the area is among the middle
 * 95 % of those that the same scores have with their classes shuffled (Pitman 1937). Unlike DeLong's and the bootstrap's
 * that is so for few rows of a class and for scores with many ties. Cost resamples x nRows.
 */
export async function areaAgainstChance(
  judged: Judged,
  { resamples, seed, signal }: ResampleOptions,
): Promise<Estimate> {
  const n = judged.truth.length;
  const areaOf = areaByMidranks(judged);
  const value = areaOf(judged.truth);
  if (value === null) return withoutInterval(null, n);
  const random = createRandom(seed, 5);
  const turn = createTurns(signal);
  const truth = judged.truth.slice();
  const areas = new Float64Array(resamples);
  for (let drawn = 0; drawn < resamples; drawn++) {
    shuffleInPlace(truth, random);
    areas[drawn] = areaOf(truth) ?? Number.NaN;
    const pause = turn();
    if (pause) await pause;
  }
  areas.sort();
  const tail = (1 - LEVEL) / 2;
  const [low, high] = [quantile(areas, tail), quantile(areas, 1 - tail)];
  if (high - low < ROUNDING) return withoutInterval(value, n);
  // Subtracted so that an area which is itself an end of the middle 95 % makes 0.5 the end of the interval exactly.
  const lo = Math.max(0, Math.min(value, CHANCE - (high - value)));
  const hi = Math.min(1, Math.max(value, CHANCE + (value - low)));
  return withInterval(value, { lo, hi }, { method: 'permutation', n });
}

/**
 * The area as Wilcoxon's sum of the midranks that the scores give the rows of a class: for other classes of the rows these
 * stay as they are.
 */
function areaByMidranks(judged: Judged): (truth: Int32Array) => number | null {
  const { nClasses } = judged;
  const midranks = Array.from({ length: nClasses }, (_, code) => midranksOf(scoresFor(judged, code)));
  return (truth) => {
    const [sums, sizes] = [new Float64Array(nClasses), new Int32Array(nClasses)];
    for (let row = 0; row < truth.length; row++) {
      sums[truth[row]] += midranks[truth[row]][row];
      sizes[truth[row]]++;
    }
    const areas = rankedClasses(nClasses).map((code) => {
      const size = sizes[code];
      return ratio(sums[code] - (size * (size + 1)) / 2, size * (truth.length - size));
    });
    return meanOfAll(areas);
  };
}

/** Places from 1 by rising score, equal ones sharing the mean of theirs. */
function midranksOf(scores: Float64Array): Float64Array {
  const sorted = scores.slice().sort();
  return scores.map((score) => (firstAtLeast(sorted, score) + firstAbove(sorted, score) + 1) / 2);
}
