import type { Estimate, Report } from '@ml-microservices/shared/contracts';
import { type Scale, scaleOver } from '../chart/interval-bar.js';
import { fixed } from '../format.js';
import { isBinary, positiveOf } from '../part.js';

export interface Described {
  readonly name: string;
  readonly estimate: Estimate;
  readonly meaning: string;
  /** Of its drawing. */
  readonly scale: Scale;
}

const share = (reference?: number): Scale => ({ from: 0, to: 1, reference });
const correlation: Scale = { from: -1, to: 1, reference: 0 };

/** Each metric on the test rows, what it means and, as the reference of its scale, what chance would give. */
export const describe = (report: Report): Described[] => [...ofDecisions(report), ...ofProbabilities(report)];

/** What depends on which class is predicted. */
function ofDecisions(report: Report): Described[] {
  const { metrics, baselines } = report.evaluation;
  const { predicted, truly, others, whose, averaged } = wordsOf(report);
  const majority = baselines.majority.accuracy.value ?? undefined;
  const evenly = 1 / report.model.classes.length;
  const described: [string, Estimate | null, string, Scale][] = [
    ['Accuracy', metrics.accuracy, 'share of rows predicted right', share(majority)],
    ['Balanced accuracy', metrics.balanced_accuracy, 'mean of the recalls of the classes', share(evenly)],
    ['Precision', metrics.precision, `share of the rows ${predicted} that are${averaged}`, share()],
    ['Recall', metrics.recall, `share of the rows ${truly} that are found${averaged}`, share()],
    ['Specificity', metrics.specificity, `share of the rows ${others} that are found`, share()],
    ['F1', metrics.f1, `harmonic mean of precision and recall${whose}`, share()],
    ['Matthews correlation', metrics.mcc, '−1 to 1; 0 is chance', correlation],
    ["Cohen's kappa", metrics.cohen_kappa, 'agreement beyond chance', correlation],
  ];
  return described.flatMap(([name, estimate, meaning, scale]) =>
    estimate ? [{ name, estimate, meaning, scale }] : [],
  );
}

/** What depends on the probabilities alone. */
function ofProbabilities(report: Report): Described[] {
  const { metrics, curves, baselines } = report.evaluation;
  const { one, averaged } = wordsOf(report);
  const prevalence = isBinary(report) ? curves[0]?.prevalence : undefined;
  const loss = ({ lo, hi, value }: Estimate, reference?: number | null): Scale => ({
    ...scaleOver([
      { lo, hi, value },
      { lo: 0, hi: 0, value: reference ?? 0 },
    ]),
    reference: reference ?? undefined,
  });
  const { prior } = baselines;
  const ofShares = ({ value }: Estimate) =>
    value === null ? '' : `; the shares of the classes alone give ${fixed(value, 3)}`;
  const described: [string, Estimate, string, Scale][] = [
    ['ROC AUC', metrics.roc_auc, `chance that a row ${one} scores above another${averaged}`, share(0.5)],
    [
      'Average precision',
      metrics.average_precision,
      `precision over all thresholds, weighted by recall${averaged}`,
      share(prevalence),
    ],
    [
      'Log loss',
      metrics.log_loss,
      `of the probabilities; lower is better${ofShares(prior.log_loss)}`,
      loss(metrics.log_loss, prior.log_loss.value),
    ],
    [
      'Brier score',
      metrics.brier,
      `mean squared error of the probabilities; lower is better${ofShares(prior.brier)}`,
      loss(metrics.brier, prior.brier.value),
    ],
    ['Brier skill', metrics.brier_skill, '1 is perfect, 0 what the shares of the classes alone give', correlation],
    [
      'Calibration error',
      metrics.ece,
      'mean distance of score and share over the bins; lower is better',
      loss(metrics.ece),
    ],
  ];
  return described.map(([name, estimate, meaning, scale]) => ({ name, estimate, meaning, scale }));
}

function wordsOf(report: Report) {
  const positive = positiveOf(report);
  if (!isBinary(report)) {
    const averaged = '; mean of the classes';
    const one = 'of a class';
    return { predicted: 'predicted as a class', truly: one, one, others: '', whose: averaged, averaged };
  }
  return {
    predicted: `predicted as ${positive}`,
    truly: `that are ${positive}`,
    one: `that is ${positive}`,
    others: `that are not ${positive}`,
    whose: ` of ${positive}`,
    averaged: '',
  };
}
