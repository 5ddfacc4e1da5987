import { sum } from '@ml-microservices/shared/statistics';
import type { Judged } from './judged.js';

/** `counts[i][j]`: rows of class i that were predicted as class j. */
export type Counts = readonly (readonly number[])[];

export function confusionCounts({ truth, predicted, nClasses }: Omit<Judged, 'probabilities'>): Counts {
  const counts = Array.from({ length: nClasses }, () => new Array<number>(nClasses).fill(0));
  for (let row = 0; row < truth.length; row++) counts[truth[row]][predicted[row]]++;
  return counts;
}

/** Rows of each true class, and rows predicted as each. */
export function marginals(counts: Counts): { readonly truth: number[]; readonly predicted: number[] } {
  const predicted = new Array<number>(counts.length).fill(0);
  for (const row of counts) for (let j = 0; j < row.length; j++) predicted[j] += row[j];
  return { truth: counts.map(sum), predicted };
}

/** A quotient, null where it is undefined. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
