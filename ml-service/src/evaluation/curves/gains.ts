import type { GainsPoint, LiftRow } from '@ml-microservices/shared/contracts';
import { sum, thin } from '@ml-microservices/shared/statistics';
import { proportion } from '../intervals/wilson.js';
import { forEachTie, type Ranked } from '../ranking.js';

const TENTHS = 10;
/** Tenths of the rows that the table goes up to. */
const LISTED = 5;

/** From (0, 0) to (1, 1) by falling score, rows of one score in one step; empty without a positive. */
export function gainsCurve(ranked: Ranked): GainsPoint[] {
  const nPositive = sum(ranked.positive);
  if (nPositive === 0) return [];
  const n = ranked.positive.length;
  const points: GainsPoint[] = [{ taken: 0, found: 0, threshold: null }];
  let [rows, found] = [0, 0];
  forEachTie(ranked, (size, positives, threshold) => {
    rows += size;
    found += positives;
    points.push({ taken: rows / n, found: found / nPositive, threshold });
  });
  return thin(points, ({ taken, found: share }) => [taken, share]);
}

/**
 * The rows of the highest scores, up to the first score that makes a tenth of all rows, then two, up to five: within a
 * score there is no order to cut by, so that one that holds several tenths gives a single row. Empty without a positive.
 */
export function liftTable(ranked: Ranked): LiftRow[] {
  const nPositive = sum(ranked.positive);
  if (nPositive === 0) return [];
  const n = ranked.positive.length;
  const table: LiftRow[] = [];
  let [rows, found, tenth] = [0, 0, 1];
  forEachTie(ranked, (size, positives, threshold) => {
    rows += size;
    found += positives;
    if (tenth > LISTED || rows * TENTHS < tenth * n) return;
    const lift = (found * n) / (rows * nPositive);
    table.push({ taken: rows / n, threshold, found: found / nPositive, rate: proportion(found, rows), lift });
    tenth = Math.floor((rows * TENTHS) / n) + 1;
  });
  return table;
}
