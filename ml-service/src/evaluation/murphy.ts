import type { BrierParts } from '@ml-microservices/shared/contracts';
import type { Binned } from './bin-sums.js';

/** Resamples keep the number of rows of each class, and with it the uncertainty. */
export const VARYING_PARTS = ['score', 'reliability', 'resolution', 'within_bins'] as const;
export type VaryingPart = (typeof VARYING_PARTS)[number];

/**
 * The Brier score, mean of (score - hit)², split over bins (Murphy, "A new vector partition of the probability score",
 * 1973): score = reliability - resolution + uncertainty + within_bins. The last is 0 where the scores of a bin are equal
 * (Stephenson, Coelho and Jolliffe, "Two extra components in the Brier score decomposition", 2008).
 */
export function brierPartsOf({ bins, squares }: Binned): Record<keyof BrierParts, number> {
  let [total, allHits, reliability, withShares] = [0, 0, 0, 0];
  for (const { n, scores, hits } of bins) {
    if (n === 0) continue;
    total += n;
    allHits += hits;
    reliability += (scores - hits) ** 2 / n;
    withShares += hits ** 2 / n;
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
