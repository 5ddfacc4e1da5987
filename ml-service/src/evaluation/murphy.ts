import type { BrierParts } from '@ml-microservices/shared/contracts';
import type { Scored } from './calibration.js';

export const BRIER_PARTS = ['score', 'reliability', 'resolution', 'uncertainty', 'within_bins'] as const;
export type BrierPart = (typeof BRIER_PARTS)[number] & keyof BrierParts;

/**
 * The Brier score, mean of (score - hit)², split over bins (Murphy, "A new vector partition of the probability score",
 * 1973): score = reliability - resolution + uncertainty + within_bins. The last is 0 where the scores of a bin are equal
 * (Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score decomposition", 2008). Rows count as often
 * as their weight says; `ends` as of `equalMassBins`.
 */
export function brierPartsOf(
  { order, scores, hits }: Scored,
  ends: readonly number[],
  weights?: Int32Array,
): Record<BrierPart, number> {
  let [total, allHits, squares] = [0, 0, 0];
  let [reliability, withShares] = [0, 0];
  let start = 0;
  for (const end of ends) {
    let [n, sumOfScores, sumOfHits] = [0, 0, 0];
    for (let i = start; i < end; i++) {
      const weight = weights ? weights[order[i]] : 1;
      n += weight;
      sumOfScores += weight * scores[i];
      sumOfHits += weight * hits[i];
      squares += weight * (scores[i] - hits[i]) ** 2;
    }
    start = end;
    if (n === 0) continue;
    total += n;
    allHits += sumOfHits;
    reliability += (sumOfScores - sumOfHits) ** 2 / n;
    withShares += sumOfHits ** 2 / n;
  }
  const share = allHits / total;
  const parts = {
    score: squares / total,
    reliability: reliability / total,
    // The mean of the squared shares of the bins, less the square of their mean.
    resolution: Math.max(0, withShares / total - share * share),
    uncertainty: share * (1 - share),
  };
  return { ...parts, within_bins: parts.score - parts.reliability + parts.resolution - parts.uncertainty };
}
