import type { ScoreBin } from '@ml-microservices/shared/contracts';
import type { Ranked } from '../ranking.js';

const BINS = 20;

/** Scores in 20 bins of equal width; each holds its lower end, the last both. */
export function scoreHistogram({ scores, positive }: Ranked): ScoreBin[] {
  const bins = Array.from({ length: BINS }, (_, i) => ({
    from: i / BINS,
    to: (i + 1) / BINS,
    positives: 0,
    negatives: 0,
  }));
  scores.forEach((score, i) => {
    const bin = bins[Math.min(BINS - 1, Math.floor(score * BINS))];
    if (positive[i] === 1) bin.positives++;
    else bin.negatives++;
  });
  return bins;
}
