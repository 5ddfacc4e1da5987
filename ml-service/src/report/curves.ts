import type { ClassCurves, ClassLabel } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { sumBins } from '../evaluation/bin-sums.js';
import {
  type CalibrationEstimates,
  calibrationError,
  calibrationOf,
  equalMassBins,
  type Scored,
  scoredFor,
} from '../evaluation/calibration.js';
import { gainsCurve, liftTable } from '../evaluation/curves/gains.js';
import { precisionRecallCurve } from '../evaluation/curves/precision-recall.js';
import { rocCurve } from '../evaluation/curves/roc.js';
import { scoreHistogram } from '../evaluation/curves/score-histogram.js';
import { percentileEstimate, reflectedEstimate } from '../evaluation/intervals/bootstrap.js';
import { withoutInterval } from '../evaluation/intervals/estimate.js';
import { ROUNDING } from '../evaluation/intervals/unanimous.js';
import type { Judged } from '../evaluation/judged.js';
import { brierPartsOf, type VaryingPart } from '../evaluation/murphy.js';
import { rankedClasses, rankedFor } from '../evaluation/ranking.js';
import type { AllResampled, ResampledReport } from './resample.js';
import { classAuc, classPrecision } from './scores.js';

export const MOST_CLASSES = 10;

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
  readonly resampled: ResampledReport;
  readonly seed: number;
}

/** The curves of one class against all others. */
export function classCurves(
  judged: Judged,
  code: number,
  { classes, resampled: { figures, bands }, seed }: CurveContext,
): ClassCurves {
  const ranked = rankedFor(judged, code);
  const n = judged.truth.length;
  const scored = new Map(scoredFor(judged, [code])).get(`ece ${code}`);
  if (!scored) throw new RangeError(`class ${code} has no scores`);
  const band = bands.get(code);
  return {
    label: String(classes[code]),
    prevalence: sum(ranked.positive) / n,
    roc_auc: classAuc(judged, code),
    average_precision: classPrecision(judged, code),
    roc: rocCurve(ranked),
    roc_band: band?.roc ?? [],
    precision_recall: precisionRecallCurve(ranked),
    precision_recall_band: band?.precision_recall ?? [],
    gains: gainsCurve(ranked),
    lift: liftTable(ranked),
    calibration: calibrationOf(scored, calibrationEstimates(scored, figures, `ece ${code}`), seed),
    scores: scoreHistogram(ranked),
  };
}

/** By the resamples of `name` and of its parts. */
function calibrationEstimates(scored: Scored, figures: AllResampled, name: string): CalibrationEstimates {
  const n = scored.scores.length;
  const sums = sumBins(scored, equalMassBins(scored));
  const parts = brierPartsOf(sums);
  const of = (part: VaryingPart, estimate: typeof reflectedEstimate) =>
    estimate(parts[part], figures[`${name} ${part}`], n);
  return {
    ece: reflectedEstimate(calibrationError(sums), figures[name], n),
    brier: {
      score: of('score', percentileEstimate),
      reliability: of('reliability', reflectedEstimate),
      // Without a row on one side, or with one bin, it is 0 whatever the rows: that is no chance to tell an interval of.
      resolution: parts.resolution > ROUNDING ? of('resolution', reflectedEstimate) : withoutInterval(0, n),
      uncertainty: withoutInterval(parts.uncertainty, n),
      within_bins: percentileEstimate(parts.within_bins, figures[`${name} within_bins`], n, 'unbounded'),
    },
  };
}
