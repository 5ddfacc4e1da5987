import { calibrationError, equalMassBins, scoredFor } from '../evaluation/calibration.js';
import { classificationReport } from '../evaluation/class-scores.js';
import type { BandTally } from '../evaluation/curves/bands.js';
import type { Statistics } from '../evaluation/intervals/bootstrap.js';
import type { Judged } from '../evaluation/judged.js';
import { BRIER_PARTS, brierPartsOf } from '../evaluation/murphy.js';
import { brierOfPrevalence, rowBrier, rowLogLoss } from '../evaluation/probability-loss.js';
import { meanOfAll, rankedClasses } from '../evaluation/ranking.js';
import { areaUnderRoc, stepsFor } from '../evaluation/steps.js';
import { DECIDED, decidedBy, weightedCounts } from './decision.js';

/** What depends on which class is predicted and is no sum of shares. */
export function decidedFigures(judged: Judged, prefix: string): Statistics {
  return {
    names: DECIDED.map((name) => `${prefix}${name}`),
    measure: (weights, put) => {
      const values = decidedBy(weightedCounts(judged, weights));
      for (const name of DECIDED) put(values[name]);
    },
  };
}

/** The averages of F1. */
export function classFigures(judged: Judged): Statistics {
  const codes = Array.from({ length: judged.nClasses }, (_, code) => String(code));
  return {
    names: ['macro f1', 'weighted f1'],
    measure: (weights, put) => {
      const { macro_avg, weighted_avg } = classificationReport(weightedCounts(judged, weights), codes);
      for (const { f1 } of [macro_avg, weighted_avg]) put(f1);
    },
  };
}

/** Means over the rows. `gains` as of the baselines. */
export function rowFigures(judged: Judged, gains: Int32Array): Statistics {
  const n = judged.truth.length;
  const [logLosses, briers] = [rowLogLoss(judged), rowBrier(judged)];
  const reference = brierOfPrevalence(judged);
  return {
    names: ['log_loss', 'brier', 'brier_skill', 'gain'],
    measure: (weights, put) => {
      const brier = weighted(briers, weights) / n;
      put(weighted(logLosses, weights) / n);
      put(brier);
      put(reference > 0 ? 1 - brier / reference : null);
      put(weighted(gains, weights) / n);
    },
  };
}

function weighted(values: Float64Array | Int32Array, weights: Int32Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += weights[row] * values[row];
  return sum;
}

/** The area over all classes, where there are more than two. `bands`, by class, take up the same counts. */
export function rankFigures(judged: Judged, bands: ReadonlyMap<number, BandTally>): Statistics {
  const codes = rankedClasses(judged.nClasses);
  const steps = stepsFor(judged);
  const names = codes.length > 1 ? ['roc_auc'] : [];
  return {
    names,
    measure: (weights, put) => {
      const areas = codes.map((code, i) => {
        const counts = steps[i].count(weights);
        bands.get(code)?.add(counts);
        return areaUnderRoc(counts);
      });
      if (names.length > 0) put(meanOfAll(areas));
    },
  };
}

/** Binned error and the parts of the Brier score. `shown`: codes of the classes that are judged by themselves. */
export function calibrationFigures(judged: Judged, shown: readonly number[]): Statistics {
  const binned = scoredFor(judged, shown).map(([name, rows]) => ({ name, rows, ends: equalMassBins(rows) }));
  return {
    names: binned.flatMap(({ name }) => [name, ...BRIER_PARTS.map((part) => `${name} ${part}`)]),
    measure: (weights, put) => {
      for (const { rows, ends } of binned) {
        put(calibrationError(rows, ends, weights));
        const parts = brierPartsOf(rows, ends, weights);
        for (const part of BRIER_PARTS) put(parts[part]);
      }
    },
  };
}
