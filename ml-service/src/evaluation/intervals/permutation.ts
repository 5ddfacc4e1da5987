import type { Estimate } from '@ml-microservices/shared/contracts';
import { createRandom, shuffleInPlace } from '../../estimators/random.js';
import { createTurns } from '../../estimators/turns.js';
import type { Judged } from '../judged.js';
import { areaUnderRoc, meanOfAll, rankedClasses, rankedFor, rocAuc } from '../ranking.js';
import type { ResampleOptions } from './bootstrap.js';
import { LEVEL, withInterval, withoutInterval } from './estimate.js';
import { quantile } from './quantile.js';
import { ROUNDING } from './unanimous.js';

export const CHANCE = 0.5;

/**
 * ROC AUC, macro-averaged over more than two classes, with an interval that holds 0.5 where the area is among the middle
 * 95 % of those that the same scores have with their classes shuffled (Pitman 1937). Unlike DeLong's and the bootstrap's
 * that is so for few rows of a class and for scores with many ties. Cost resamples x nRows x nClasses.
 */
export async function areaAgainstChance(
  judged: Judged,
  { resamples, seed, signal }: ResampleOptions,
): Promise<Estimate> {
  const value = rocAuc(judged);
  const n = judged.truth.length;
  if (value === null) return withoutInterval(null, n);
  const random = createRandom(seed, 5);
  const turn = createTurns(signal);
  const truth = judged.truth.slice();
  const ranked = rankedClasses(judged.nClasses).map((code) => {
    const { order, scores } = rankedFor(judged, code);
    return { code, shuffled: { order, scores, positive: new Uint8Array(n) } };
  });
  const areas = new Float64Array(resamples);
  for (let drawn = 0; drawn < resamples; drawn++) {
    shuffleInPlace(truth, random);
    const ofClasses = ranked.map(({ code, shuffled }) => {
      for (let place = 0; place < n; place++) shuffled.positive[place] = truth[shuffled.order[place]] === code ? 1 : 0;
      return areaUnderRoc(shuffled);
    });
    areas[drawn] = meanOfAll(ofClasses) ?? Number.NaN;
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
