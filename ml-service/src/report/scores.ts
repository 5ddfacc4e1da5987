import type { ClassEstimates, Estimate, Metrics, ScoreEstimates } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { sumBins } from '../evaluation/bin-sums.js';
import { calibrationError, equalMassBins, scoredFor } from '../evaluation/calibration.js';
import { classScores, macroAverage, weightedAverage } from '../evaluation/class-scores.js';
import { confusionCounts, marginals } from '../evaluation/confusion.js';
import { logitEstimate, percentileEstimate, reflectedEstimate } from '../evaluation/intervals/bootstrap.js';
import { aucEstimate } from '../evaluation/intervals/delong.js';
import { withInterval, withoutInterval } from '../evaluation/intervals/estimate.js';
import { f1Estimate } from '../evaluation/intervals/f-star.js';
import { sumOfShares } from '../evaluation/intervals/mover.js';
import type { Range } from '../evaluation/intervals/unanimous.js';
import { proportion, wilsonInterval } from '../evaluation/intervals/wilson.js';
import type { Judged } from '../evaluation/judged.js';
import { brierOfPrevalence, brierScore, logLoss } from '../evaluation/probability-loss.js';
import { areaUnderPrecision, rankedClasses, rankedFor, scoresBySide } from '../evaluation/ranking.js';
import { rocAuc } from '../evaluation/steps.js';
import { averageOf } from './decision.js';
import type { AllResampled } from './resample.js';

/** ROC AUC of the class `code` against all others, by DeLong. */
export function classAuc(judged: Judged, code: number): Estimate {
  return aucEstimate(...scoresBySide(judged, code));
}

/**
 * Average precision of the class `code`, with Wilson's interval for as many trials as the class has rows, which errs on the
 * wide side (the binomial interval of Boyd, Eng and Page, "Area under the precision-recall curve", 2013). Resampled rows
 * stand more than once, which raises the precision: percentiles would lie above it.
 */
export function classPrecision(judged: Judged, code: number): Estimate {
  const ranked = rankedFor(judged, code);
  const [value, n] = [areaUnderPrecision(ranked), sum(ranked.positive)];
  return value === null
    ? withoutInterval(null, n)
    : withInterval(value, wilsonInterval(value, n), { method: 'wilson', n });
}

/** The mean over the classes; null where one has no row. */
function meanPrecision(judged: Judged): Estimate {
  const codes = rankedClasses(judged.nClasses);
  const precisions = codes.map((code) => classPrecision(judged, code));
  if (precisions.length === 1) return precisions[0];
  const shares = precisions.flatMap(({ value, n }) =>
    value === null ? [] : [{ share: value, n, weight: 1 / codes.length }],
  );
  const n = judged.truth.length;
  return shares.length < codes.length ? withoutInterval(null, n) : sumOfShares(shares, n);
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
    roc_auc: judged.nClasses === 2 ? classAuc(judged, 1) : logitEstimate(rocAuc(judged), resampled.roc_auc, n),
    average_precision: meanPrecision(judged),
    brier: of('brier', brier),
    brier_skill: of('brier_skill', brier === null || reference === 0 ? null : 1 - brier / reference, 'unbounded'),
    ece: reflectedEstimate(calibrationError(sumBins(scored, equalMassBins(scored))), resampled[name], n),
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

/** Wilson's intervals for precision, recall and F1 of a class. */
export function classEstimates(judged: Judged, labels: readonly string[]): ClassEstimates[] {
  const counts = confusionCounts(judged);
  const { truth, predicted } = marginals(counts);
  return classScores(counts).map(({ support }, code) => ({
    label: labels[code],
    precision: proportion(counts[code][code], predicted[code], 0),
    recall: proportion(counts[code][code], truth[code], 0),
    f1: f1Estimate({ truth: truth[code], predicted: predicted[code], hits: counts[code][code] }),
    support,
  }));
}

/** The averages of scikit-learn's classification_report. */
export function averageEstimates(
  judged: Judged,
  resampled: AllResampled,
): { macro: ScoreEstimates; weighted: ScoreEstimates } {
  const counts = confusionCounts(judged);
  const n = judged.truth.length;
  const [macro_avg, weighted_avg] = [macroAverage(counts), weightedAverage(counts)];
  return {
    macro: {
      ...averageOf(counts, () => 1),
      f1: logitEstimate(macro_avg.f1, resampled.macro_f1, n),
      support: macro_avg.support,
    },
    weighted: {
      ...averageOf(counts, (support) => support),
      f1: logitEstimate(weighted_avg.f1, resampled.weighted_f1, n),
      support: weighted_avg.support,
    },
  };
}
