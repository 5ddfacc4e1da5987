import type { PrecisionRecallPoint } from '@ml-microservices/shared/contracts';
import { sum, thin } from '@ml-microservices/shared/statistics';
import { forEachTie, type Ranked } from '../ranking.js';

/** By falling threshold up to the first that finds every positive, after the point (0, 1); empty without a positive. */
export function precisionRecallCurve(ranked: Ranked): PrecisionRecallPoint[] {
  const nPositive = sum(ranked.positive);
  if (nPositive === 0) return [];
  const points: PrecisionRecallPoint[] = [{ recall: 0, precision: 1, threshold: null }];
  let [rows, found] = [0, 0];
  forEachTie(ranked, (size, positives, threshold) => {
    if (found === nPositive) return;
    rows += size;
    found += positives;
    points.push({ recall: found / nPositive, precision: found / rows, threshold });
  });
  return thin(points, ({ recall, precision }) => [recall, precision]);
}
