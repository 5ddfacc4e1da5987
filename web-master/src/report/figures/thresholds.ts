import type { DecisionPoint, Evaluation, ThresholdChoice } from '@ml-microservices/shared/contracts';
import { count, counted, fixed, plain } from '../format.js';

const CRITERIA: Readonly<Record<ThresholdChoice['by'], string>> = {
  f1: 'the highest F1',
  youden: 'the highest Youden J, true less false positive rate',
  cost: 'the least cost',
};
const SCORES: Readonly<Record<ThresholdChoice['scores'], string>> = {
  out_of_bag: 'out-of-bag scores',
  cross_validation: 'out-of-fold scores',
};

const DECIMALS = 3;
const MOST_DECIMALS = 15;

/** Up to three decimals, and where it is near 0 or 1 two digits of how far: with a rare class a threshold may be 0.0002. */
function short(figure: number): string {
  const fromEnd = Math.min(Math.abs(figure), Math.abs(1 - figure));
  const needed = fromEnd === 0 ? 0 : 1 + Math.ceil(-Math.log10(fromEnd));
  return String(Number(figure.toFixed(Math.min(Math.max(DECIMALS, needed), MOST_DECIMALS))));
}

export const nameOf = ({ threshold }: DecisionPoint): string =>
  threshold === null ? 'highest probability' : `threshold ${short(threshold)}`;

export function choiceOf({ by, threshold, criterion, scores, n, cost_fp, cost_fn }: ThresholdChoice): string {
  const costs = by === 'cost' ? `, ${plain(cost_fp)} a false positive and ${plain(cost_fn)} a false negative` : '';
  const reached = by === 'cost' ? `a mean cost of ${short(criterion)} a row` : short(criterion);
  return `Training chose ${short(threshold)} for ${CRITERIA[by]}${costs}: ${reached} on ${SCORES[scores]} of ${count(n)} training rows.`;
}

/**
 * What deciding costs on the test rows, as the least cost on the rows that it was sought on flatters, beside what it costs
 * without any scores. Null where the threshold was not chosen by cost.
 */
export function costOnTestRows({ decisions }: Evaluation): string | null {
  const { choice, served } = decisions;
  if (choice?.by !== 'cost') return null;
  const { labels, counts } = decisions.default.confusion_matrix;
  const [[tn, fp], [fn, tp]] = counts;
  const rows = tn + fp + fn + tp;
  const mean = (falsePositives: number, falseNegatives: number) =>
    fixed((falsePositives * (choice.cost_fp ?? 1) + falseNegatives * (choice.cost_fn ?? 1)) / rows, 3);
  const at = ({ confusion_matrix: { counts } }: DecisionPoint) => mean(counts[0][1], counts[1][0]);
  const points = served === null ? '' : `${at(served)} at ${nameOf(served)}, `;
  return `On the ${counted(rows, 'test row')} it is ${points}${at(decisions.default)} at the highest probability, ${mean(0, fn + tp)} with no row taken for ${labels[1]} and ${mean(tn + fp, 0)} with all.`;
}
