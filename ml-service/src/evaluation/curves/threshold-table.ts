import type { ThresholdRow } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { ratio } from '../confusion.js';
import type { Ranked } from '../ranking.js';

const STEPS = 100;

/** What each threshold from 0 to 1 by hundredths gives: a row is predicted positive where its score is at least that. */
export function thresholdTable(ranked: Ranked): ThresholdRow[] {
  const { scores, positive } = ranked;
  const nPositive = sum(positive);
  const table: ThresholdRow[] = [];
  let [at, tp] = [0, 0];
  for (let step = STEPS; step >= 0; step--) {
    const threshold = step / STEPS;
    for (; at < scores.length && scores[at] >= threshold; at++) tp += positive[at];
    table.push(rowOf(threshold, { tp, fp: at - tp, fn: nPositive - tp, n: scores.length }));
  }
  return table.reverse();
}

interface Found {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly n: number;
}

function rowOf(threshold: number, { tp, fp, fn, n }: Found): ThresholdRow {
  const tn = n - tp - fp - fn;
  const recall = ratio(tp, tp + fn);
  const specificity = ratio(tn, tn + fp);
  return {
    threshold,
    tp,
    fp,
    tn,
    fn,
    accuracy: (tp + tn) / n,
    precision: ratio(tp, tp + fp),
    recall,
    specificity,
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    youden: recall === null || specificity === null ? null : recall + specificity - 1,
    net_benefit: threshold === 1 ? null : (tp - (fp * threshold) / (1 - threshold)) / n,
  };
}
