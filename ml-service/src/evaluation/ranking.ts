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

function rank({ truth, probabilities, nClasses }: Judged, code: number): Ranked {
  const score = probabilities.filter((_, at) => at % nClasses === code);
  const order = truth.map((_, row) => row).sort((a, b) => score[b] - score[a]);
  const scores = new Float64Array(order.length);
  const positive = new Uint8Array(order.length);
  for (let place = 0; place < order.length; place++) {
    scores[place] = score[order[place]];
    positive[place] = truth[order[place]] === code ? 1 : 0;
  }
  return { order, scores, positive };
}

/** How often each row counts, by row; each once where it is not given. */
export type Weights = Int32Array;

/** Calls `visit` for each run of equal scores with the rows and the positives in it, falling. */
export function forEachTie(
  { order, scores, positive }: Ranked,
  visit: (size: number, positives: number, score: number) => void,
  weights?: Weights,
): void {
  for (let start = 0; start < scores.length; ) {
    let end = start;
    let size = 0;
    let positives = 0;
    for (; end < scores.length && scores[end] === scores[start]; end++) {
      const weight = weights ? weights[order[end]] : 1;
      size += weight;
      positives += weight * positive[end];
    }
    visit(size, positives, scores[start]);
    start = end;
  }
}

/** P(score of a positive > score of a negative) + P(tie) / 2 (Mann and Whitney); null where one side is empty. */
export function areaUnderRoc(ranked: Ranked, weights?: Weights): number | null {
  let rows = 0;
  let above = 0;
  let wins = 0;
  forEachTie(
    ranked,
    (size, positives) => {
      wins += (size - positives) * (above + positives / 2);
      above += positives;
      rows += size;
    },
    weights,
  );
  return ratio(wins, above * (rows - above));
}

/** Sum over thresholds of (recall gained) x precision, without interpolation; null where there is no positive. */
export function areaUnderPrecision(ranked: Ranked, weights?: Weights): number | null {
  let rows = 0;
  let found = 0;
  let area = 0;
  forEachTie(
    ranked,
    (size, positives) => {
      rows += size;
      found += positives;
      if (positives > 0) area += positives * (found / rows);
    },
    weights,
  );
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

const overClasses = (judged: Judged, measure: (ranked: Ranked) => number | null) =>
  meanOfAll(rankedClasses(judged.nClasses).map((code) => measure(rankedFor(judged, code))));

/** ROC AUC; for more than two classes one against the rest, macro-averaged; null where a class has no row. */
export const rocAuc = (judged: Judged): number | null => overClasses(judged, (ranked) => areaUnderRoc(ranked));

/** Average precision; for more than two classes one against the rest, macro-averaged; null where a class has no row. */
export const averagePrecision = (judged: Judged): number | null =>
  overClasses(judged, (ranked) => areaUnderPrecision(ranked));
