import type { ClassEstimates, Estimate, Metrics, ScoreEstimates } from '@ml-microservices/shared/contracts';
import { calibrationError, equalMassBins, scoredFor } from '../evaluation/calibration.js';
import { classificationReport, classScores } from '../evaluation/class-scores.js';
import { confusionCounts, marginals } from '../evaluation/confusion.js';
import { percentileEstimate, type Resampled, reflectedEstimate } from '../evaluation/intervals/bootstrap.js';
import { aucEstimate } from '../evaluation/intervals/delong.js';
import { withoutInterval } from '../evaluation/intervals/estimate.js';
import type { Range } from '../evaluation/intervals/unanimous.js';
import { proportion, wilsonInterval } from '../evaluation/intervals/wilson.js';
import type { Judged } from '../evaluation/judged.js';
import { brierOfPrevalence, brierScore, logLoss } from '../evaluation/probability-loss.js';
import { averagePrecision, rocAuc } from '../evaluation/ranking.js';
import type { AllResampled } from './resample.js';

/** ROC AUC of the class `code` against all others, by DeLong. */
export function classAuc({ truth, probabilities, nClasses }: Judged, code: number): Estimate {
  const scoresOf = (isPositive: boolean) =>
    Float64Array.from(
      [...truth.keys()].filter((row) => (truth[row] === code) === isPositive),
      (row) => probabilities[row * nClasses + code],
    );
  return aucEstimate(scoresOf(true), scoresOf(false));
}

/** What is judged by the probabilities alone. */
export function probabilityScores(judged: Judged, resampled: AllResampled) {
  const n = judged.truth.length;
  const of = (name: string, value: number | null, range: Range = 'share') =>
    percentileEstimate(value, resampled[name], n, range);
  const brier = brierScore(judged);
  const reference = brierOfPrevalence(judged);
  const [name, scored] = scoredFor(judged, [])[0];
  return {
    log_loss: of('log_loss', logLoss(judged), 'unbounded'),
    roc_auc: judged.nClasses === 2 ? classAuc(judged, 1) : of('roc_auc', rocAuc(judged)),
    average_precision: of('average_precision', averagePrecision(judged)),
    brier: of('brier', brier),
    brier_skill: of('brier_skill', brier === null || reference === 0 ? null : 1 - brier / reference, 'unbounded'),
    ece: reflectedEstimate(calibrationError(scored, equalMassBins(scored)), resampled[name], n),
  };
}

/** Accuracy on rows that the training saw: of those judged, and of the trees that did not see a row. */
export function trainingScores(
  { train_accuracy, oob_accuracy }: Metrics,
  { nJudged, nOutOfBag }: { readonly nJudged: number; readonly nOutOfBag: number },
) {
  const share = (value: number | null, n: number): Estimate =>
    value === null || n === 0
      ? withoutInterval(null, 0)
      : { ...withoutInterval(value, n), ...wilsonInterval(value, n), method: 'wilson' };
  return { train_accuracy: share(train_accuracy, nJudged), oob_accuracy: share(oob_accuracy, nOutOfBag) };
}

/** Wilson's intervals for precision and recall of a class, the bootstrap's for F1. */
export function classEstimates(judged: Judged, labels: readonly string[], resampled: AllResampled): ClassEstimates[] {
  const counts = confusionCounts(judged);
  const { truth, predicted } = marginals(counts);
  return classScores(counts).map(({ f1, support }, code) => ({
    label: labels[code],
    precision: proportion(counts[code][code], predicted[code], 0),
    recall: proportion(counts[code][code], truth[code], 0),
    f1: f1Estimate(f1, resampled[`f1 ${code}`], [truth[code], predicted[code]]),
    support,
  }));
}

/** F1 of a class, of the rows that are of it or predicted so; without an interval where there are none. */
function f1Estimate(f1: number, resampled: Resampled, sides: readonly [truth: number, predicted: number]): Estimate {
  const n = sides[0] + sides[1];
  const sizes = sides.filter((rows) => rows > 0);
  return n === 0 ? withoutInterval(f1, 0) : percentileEstimate(f1, { ...resampled, sizes }, n);
}

/** The averages of scikit-learn's classification_report. */
export function averageEstimates(
  judged: Judged,
  resampled: AllResampled,
): { macro: ScoreEstimates; weighted: ScoreEstimates } {
  const counts = confusionCounts(judged);
  const n = judged.truth.length;
  const report = classificationReport(
    counts,
    counts.map((_, code) => String(code)),
  );
  const average = (
    prefix: string,
    { precision, recall, f1, support }: Metrics['classification_report']['macro_avg'],
  ) => {
    const of = (name: string, value: number) => percentileEstimate(value, resampled[`${prefix} ${name}`], n);
    return { precision: of('precision', precision), recall: of('recall', recall), f1: of('f1', f1), support };
  };
  return { macro: average('macro', report.macro_avg), weighted: average('weighted', report.weighted_avg) };
}
