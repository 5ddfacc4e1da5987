import type { RocPoint } from '@ml-microservices/shared/contracts';
import { sum, thin } from '@ml-microservices/shared/statistics';
import { forEachTie, type Ranked } from '../ranking.js';

/** From (0, 0) to (1, 1) by falling threshold; empty where one side has no row. */
export function rocCurve(ranked: Ranked): RocPoint[] {
  const nPositive = sum(ranked.positive);
  const nNegative = ranked.positive.length - nPositive;
  if (nPositive === 0 || nNegative === 0) return [];
  const points: RocPoint[] = [{ fpr: 0, tpr: 0, threshold: null }];
  let [rows, found] = [0, 0];
  forEachTie(ranked, (size, positives, threshold) => {
    rows += size;
    found += positives;
    points.push({ fpr: (rows - found) / nNegative, tpr: found / nPositive, threshold });
  });
  return thin(points, ({ fpr, tpr }) => [fpr, tpr]);
}
