import { ratio } from './confusion.js';
import type { Judged } from './judged.js';

/** Rows of one class against all others, ordered by falling score. */
interface Ranked {
  readonly scores: Float64Array;
  readonly positive: Uint8Array;
  readonly nPositive: number;
}

function rankedFor({ truth, probabilities, nClasses }: Judged, code: number): Ranked {
  const order = Int32Array.from(truth, (_, row) => row);
  const score = (row: number) => probabilities[row * nClasses + code];
  order.sort((a, b) => score(b) - score(a));
  const positive = Uint8Array.from(order, (row) => (truth[row] === code ? 1 : 0));
  const nPositive = positive.reduce((total, one) => total + one, 0);
  return { scores: Float64Array.from(order, score), positive, nPositive };
}

/** Calls `visit` for each run of equal scores with the rows and the positives in it. */
function forEachTie({ scores, positive }: Ranked, visit: (size: number, positives: number) => void): void {
  for (let start = 0; start < scores.length; ) {
    let end = start;
    let positives = 0;
    for (; end < scores.length && scores[end] === scores[start]; end++) positives += positive[end];
    visit(end - start, positives);
    start = end;
  }
}

/** P(score of a positive > score of a negative) + P(tie) / 2 (Mann and Whitney); null where one side is empty. */
function areaUnderRoc(ranked: Ranked): number | null {
  const { nPositive } = ranked;
  let above = 0;
  let wins = 0;
  forEachTie(ranked, (size, positives) => {
    wins += (size - positives) * (above + positives / 2);
    above += positives;
  });
  return ratio(wins, nPositive * (ranked.scores.length - nPositive));
}

/** Sum over thresholds of (recall gained) x precision, without interpolation; null where there is no positive. */
function areaUnderPrecision(ranked: Ranked): number | null {
  let rows = 0;
  let found = 0;
  let area = 0;
  forEachTie(ranked, (size, positives) => {
    rows += size;
    found += positives;
    area += positives * (found / rows);
  });
  return ratio(area, ranked.nPositive);
}

/** For two classes that of the second, for more the mean over each class against the rest; null where one has none. */
function overClasses(judged: Judged, measure: (ranked: Ranked) => number | null): number | null {
  const codes = judged.nClasses === 2 ? [1] : Array.from({ length: judged.nClasses }, (_, code) => code);
  let total = 0;
  for (const code of codes) {
    const value = measure(rankedFor(judged, code));
    if (value === null) return null;
    total += value;
  }
  return total / codes.length;
}

/** ROC AUC; for more than two classes one against the rest, macro-averaged. */
export const rocAuc = (judged: Judged): number | null => overClasses(judged, areaUnderRoc);

/** Average precision; for more than two classes one against the rest, macro-averaged. */
export const averagePrecision = (judged: Judged): number | null => overClasses(judged, areaUnderPrecision);
