import { byScore, calibrationError, equalMassBins, type Scored } from '../evaluation/calibration.js';
import { classificationReport, classScores } from '../evaluation/class-scores.js';
import type { Counts } from '../evaluation/confusion.js';
import { bootstrap, type Resampled, type ResampleOptions } from '../evaluation/intervals/bootstrap.js';
import type { Judged } from '../evaluation/judged.js';
import { rowBrier, rowLogLoss } from '../evaluation/probability-loss.js';
import {
  areaUnderPrecision,
  areaUnderRoc,
  meanOfAll,
  type Ranked,
  rankedClasses,
  rankedFor,
} from '../evaluation/ranking.js';
import { type Decided, decidedBy, judgedAt, weightedCounts } from './decision.js';

export type AllResampled = Readonly<Record<string, Resampled>>;

/** What the resamples are asked beside the classes predicted. */
export interface ResampleInput {
  readonly judged: Judged;
  /** The model's own threshold, where it has one. */
  readonly threshold: number | null;
  /** Classes, by code, whose own figures the report shows. */
  readonly shown: readonly number[];
  /** 1, 0 or -1 for each row: right less right of the baseline. */
  readonly gains: Int32Array;
}

/** Every figure that the bootstrap gives an interval, by name, from the same resamples. */
export function resampleAll(
  { judged, threshold, shown, gains }: ResampleInput,
  options: ResampleOptions,
): Promise<AllResampled> {
  const { truth, nClasses } = judged;
  const served = threshold === null ? null : judgedAt(judged, threshold);
  const [logLosses, briers] = [rowLogLoss(judged), rowBrier(judged)];
  const n = truth.length;
  const reference = brierOfPrevalence(judged);
  const ranked = rankedClasses(nClasses).map((code) => ({ code, ranked: rankedFor(judged, code) }));
  const scored = scoredFor(judged, shown).map(([name, rows]) => ({ name, rows, ends: equalMassBins(rows) }));
  return bootstrap<string>(
    truth,
    (weights) => {
      const counts = weightedCounts(judged, weights);
      const brier = weighted(briers, weights) / n;
      return {
        ...decidedBy(counts),
        ...(served && prefixed('served', decidedBy(weightedCounts(served, weights)))),
        ...classFigures(counts),
        log_loss: weighted(logLosses, weights) / n,
        brier,
        brier_skill: reference > 0 ? 1 - brier / reference : null,
        gain: weighted(gains, weights) / n,
        ...ranks(ranked, weights),
        ...Object.fromEntries(scored.map(({ name, rows, ends }) => [name, calibrationError(rows, ends, weights)])),
      };
    },
    options,
  );
}

/** The scores that calibration is judged by: of each class shown, and for more than two the probability of the class predicted. */
export function scoredFor(judged: Judged, shown: readonly number[]): [name: string, rows: Scored][] {
  const { truth, predicted, probabilities, nClasses } = judged;
  const ofClass = (code: number): [string, Scored] => [
    `ece ${code}`,
    byScore(
      Float64Array.from(truth, (_, row) => probabilities[row * nClasses + code]),
      Uint8Array.from(truth, (one) => (one === code ? 1 : 0)),
    ),
  ];
  if (nClasses === 2) return [ofClass(1)];
  const top = byScore(
    Float64Array.from(predicted, (code, row) => probabilities[row * nClasses + code]),
    Uint8Array.from(predicted, (code, row) => (code === truth[row] ? 1 : 0)),
  );
  return [['ece', top], ...shown.map(ofClass)];
}

/** Brier score of forecasting the share of each class, by which the skill is measured. */
export function brierOfPrevalence({ truth, nClasses }: Judged): number {
  const shares = Array.from(
    { length: nClasses },
    (_, code) => truth.filter((one) => one === code).length / truth.length,
  );
  return nClasses === 2 ? shares[0] * shares[1] : 1 - shares.reduce((sum, share) => sum + share * share, 0);
}

function weighted(values: Float64Array | Int32Array, weights: Int32Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += weights[row] * values[row];
  return sum;
}

const prefixed = (prefix: string, values: Record<Decided, number | null>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]));

/** F1 by class code, and the averages. */
function classFigures(counts: Counts): Record<string, number> {
  const { macro_avg, weighted_avg } = classificationReport(
    counts,
    counts.map((_, code) => String(code)),
  );
  const figures: [string, number][] = classScores(counts).map(({ f1 }, code) => [`f1 ${code}`, f1]);
  for (const name of ['precision', 'recall', 'f1'] as const) {
    figures.push([`macro ${name}`, macro_avg[name]], [`weighted ${name}`, weighted_avg[name]]);
  }
  return Object.fromEntries(figures);
}

/** Average precision of each class and over all, and the area over all. */
function ranks(
  ranked: readonly { code: number; ranked: Ranked }[],
  weights: Int32Array,
): Record<string, number | null> {
  const precisions = ranked.map(({ ranked: one }) => areaUnderPrecision(one, weights));
  const areas = ranked.length > 1 ? ranked.map(({ ranked: one }) => areaUnderRoc(one, weights)) : [null];
  return {
    ...Object.fromEntries(ranked.map(({ code }, i) => [`average_precision ${code}`, precisions[i]])),
    average_precision: meanOfAll(precisions),
    roc_auc: meanOfAll(areas),
  };
}
