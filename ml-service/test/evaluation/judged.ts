import { decide } from '../../src/evaluation/decide.js';
import type { Judged } from '../../src/evaluation/judged.js';

/** Rows of true class and class probabilities; the likeliest class is predicted. */
export function judge(truth: readonly number[], rows: readonly (readonly number[])[], nClasses: number): Judged {
  const probabilities = Float64Array.from(rows.flat());
  return { truth: Int32Array.from(truth), predicted: decide(probabilities, nClasses), probabilities, nClasses };
}

/** Two classes, from the probability of the second. */
export const judgeBinary = (truth: readonly number[], scores: readonly number[]): Judged =>
  judge(
    truth,
    scores.map((score) => [1 - score, score]),
    2,
  );
