import type { ClassCurves, ClassLabel } from '@ml-microservices/shared/contracts';
import { calibrationError, calibrationOf, equalMassBins } from '../evaluation/calibration.js';
import { precisionRecallCurve } from '../evaluation/curves/precision-recall.js';
import { rocCurve } from '../evaluation/curves/roc.js';
import { scoreHistogram } from '../evaluation/curves/score-histogram.js';
import { percentileEstimate } from '../evaluation/intervals/bootstrap.js';
import type { Judged } from '../evaluation/judged.js';
import { areaUnderPrecision, rankedClasses, rankedFor } from '../evaluation/ranking.js';
import { type AllResampled, scoredFor } from './resample.js';
import { classAuc } from './scores.js';

const MOST_CLASSES = 10;

/** Codes of the classes that get curves: the second of two, the ten with the most test rows of more, ascending. */
export function shownClasses({ truth, nClasses }: Judged): number[] {
  const support = (code: number) => truth.filter((one) => one === code).length;
  const bySupport = rankedClasses(nClasses)
    .map((code) => ({ code, n: support(code) }))
    .sort((a, b) => b.n - a.n || a.code - b.code);
  return bySupport
    .slice(0, MOST_CLASSES)
    .map(({ code }) => code)
    .sort((a, b) => a - b);
}

export interface CurveContext {
  readonly classes: readonly ClassLabel[];
  readonly resampled: AllResampled;
  readonly seed: number;
}

/** The curves of one class against all others. */
export function classCurves(judged: Judged, code: number, { classes, resampled, seed }: CurveContext): ClassCurves {
  const ranked = rankedFor(judged, code);
  const n = judged.truth.length;
  const scored = new Map(scoredFor(judged, [code])).get(`ece ${code}`);
  if (!scored) throw new RangeError(`class ${code} has no scores`);
  const ece = percentileEstimate(calibrationError(scored, equalMassBins(scored)), resampled[`ece ${code}`], n);
  return {
    label: String(classes[code]),
    prevalence: ranked.positive.reduce((sum, one) => sum + one, 0) / n,
    roc_auc: classAuc(judged, code),
    average_precision: percentileEstimate(areaUnderPrecision(ranked), resampled[`average_precision ${code}`], n),
    roc: rocCurve(ranked),
    precision_recall: precisionRecallCurve(ranked),
    calibration: calibrationOf(scored, ece, seed),
    scores: scoreHistogram(ranked),
  };
}
