import { ascending } from './ascending.js';
import { ratio } from './confusion.js';
import type { Judged } from './judged.js';

/** Rows of one class against all others, ordered by falling score. */
export interface Ranked {
  /** Row of each place. */
  readonly order: Int32Array;
  readonly scores: Float64Array;
  readonly positive: Uint8Array;
}

/** By what was judged, then by class: most figures are of the same order. */
const known = new WeakMap<Judged, Map<number, Ranked>>();

export function rankedFor(judged: Judged, code: number): Ranked {
  const byClass = known.get(judged) ?? new Map<number, Ranked>();
  known.set(judged, byClass);
  const ranked = byClass.get(code) ?? rank(judged, code);
  byClass.set(code, ranked);
  return ranked;
}

/** Of each row the probability of the class `code`. */
export function scoresFor({ truth, probabilities, nClasses }: Judged, code: number): Float64Array {
  return Float64Array.from(truth, (_, row) => probabilities[row * nClasses + code]);
}

/** Scores of the rows of the class `code`, and of all others, in the order of the rows. */
export function scoresBySide(judged: Judged, code: number): [Float64Array, Float64Array] {
  const scores = scoresFor(judged, code);
  const side = (isPositive: boolean) => scores.filter((_, row) => (judged.truth[row] === code) === isPositive);
  return [side(true), side(false)];
}

function rank(judged: Judged, code: number): Ranked {
  const score = scoresFor(judged, code);
  const order = ascending(score.map((one) => -one));
  return {
    order,
    scores: Float64Array.from(order, (row) => score[row]),
    positive: Uint8Array.from(order, (row) => (judged.truth[row] === code ? 1 : 0)),
  };
}

/** Calls `visit` for each run of equal scores with the rows and the positives in it, falling. */
export function forEachTie(
  { scores, positive }: Ranked,
  visit: (size: number, positives: number, score: number) => void,
): void {
  for (let start = 0; start < scores.length; ) {
    let [end, positives] = [start, 0];
    for (; end < scores.length && scores[end] === scores[start]; end++) positives += positive[end];
    visit(end - start, positives, scores[start]);
    start = end;
  }
}

/** Sum over thresholds of (recall gained) x precision, without interpolation; null where there is no positive. */
export function areaUnderPrecision(ranked: Ranked): number | null {
  let [rows, found, area] = [0, 0, 0];
  forEachTie(ranked, (size, positives) => {
    rows += size;
    found += positives;
    if (positives > 0) area += positives * (found / rows);
  });
  return ratio(area, found);
}

/** Codes of the classes that stand against all others: the second of two, each of more. */
export const rankedClasses = (nClasses: number): number[] =>
  nClasses === 2 ? [1] : Array.from({ length: nClasses }, (_, code) => code);

/** The mean; null where one of the values is. */
export function meanOfAll(values: readonly (number | null)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return ratio(total, values.length);
}

/** Average precision; for more than two classes one against the rest, macro-averaged; null where a class has no row. */
export const averagePrecision = (judged: Judged): number | null =>
  meanOfAll(rankedClasses(judged.nClasses).map((code) => areaUnderPrecision(rankedFor(judged, code))));
