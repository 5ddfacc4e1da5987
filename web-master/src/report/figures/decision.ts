import type { DecisionPoint } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';

export interface Outcomes {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** How the rows of a class, and all others, were predicted. */
export function outcomesOf({ confusion_matrix: { labels, counts } }: DecisionPoint, label: string): Outcomes {
  const index = labels.indexOf(label);
  const tp = counts[index]?.[index] ?? 0;
  const fn = sum(counts[index] ?? []) - tp;
  const fp = sum(counts.map((row) => row[index] ?? 0)) - tp;
  return { tp, fp, fn, tn: sum(counts.map(sum)) - tp - fn - fp };
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

export const recallOf = ({ tp, fn }: Outcomes): number => ratio(tp, tp + fn);
export const precisionOf = ({ tp, fp }: Outcomes): number => ratio(tp, tp + fp);
export const falsePositiveRateOf = ({ fp, tn }: Outcomes): number => ratio(fp, fp + tn);
