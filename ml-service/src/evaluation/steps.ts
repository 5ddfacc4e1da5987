import { ratio } from './confusion.js';
import type { Judged } from './judged.js';
import { forEachTie, meanOfAll, type Ranked, rankedClasses, rankedFor } from './ranking.js';

/** Rows and positives of each step, by falling score. */
export interface StepCounts {
  readonly sizes: Int32Array;
  readonly positives: Int32Array;
}

/**
 * The rows of a ranking in steps: those of a score that positives have, and all whose scores are between two such. No area
 * and no curve of the class tells the rows of a step apart, however often each counts, and of a rare class there are few.
 */
export class Steps {
  /** Step of each row, by row. */
  readonly #of: Int32Array;
  readonly #positives: Int32Array;
  readonly #counts: StepCounts;

  constructor(ranked: Ranked) {
    const { order, positive } = ranked;
    this.#of = new Int32Array(order.length);
    let [step, place, wasPositive] = [-1, 0, true];
    forEachTie(ranked, (size, positives) => {
      if (positives > 0 || wasPositive) step++;
      wasPositive = positives > 0;
      for (const end = place + size; place < end; place++) this.#of[order[place]] = step;
    });
    this.#positives = order.filter((_, at) => positive[at] === 1).sort();
    this.#counts = { sizes: new Int32Array(step + 1), positives: new Int32Array(step + 1) };
  }

  /** With each row as often as its weight says; good until it is called again. Cost nRows, in the order of the rows. */
  count(weights: Int32Array): StepCounts {
    const { sizes, positives } = this.#counts;
    const of = this.#of;
    sizes.fill(0);
    positives.fill(0);
    for (let row = 0; row < weights.length; row++) sizes[of[row]] += weights[row];
    for (const row of this.#positives) positives[of[row]] += weights[row];
    return this.#counts;
  }
}

/** P(score of a positive > score of a negative) + P(tie) / 2 (Mann and Whitney); null where one side is empty. */
export function areaUnderRoc({ sizes, positives }: StepCounts): number | null {
  let [rows, above, wins] = [0, 0, 0];
  for (let step = 0; step < sizes.length; step++) {
    wins += (sizes[step] - positives[step]) * (above + positives[step] / 2);
    above += positives[step];
    rows += sizes[step];
  }
  return ratio(wins, above * (rows - above));
}

/** ROC AUC; for more than two classes one against the rest, macro-averaged; null where a class has no row. */
export function rocAuc(judged: Judged): number | null {
  const once = new Int32Array(judged.truth.length).fill(1);
  const areas = stepsFor(judged).map((steps) => areaUnderRoc(steps.count(once)));
  return meanOfAll(areas);
}

/** Of each class that stands against all others. */
export const stepsFor = (judged: Judged): Steps[] =>
  rankedClasses(judged.nClasses).map((code) => new Steps(rankedFor(judged, code)));
