import { sumBins } from '../evaluation/bin-sums.js';
import { calibrationError, equalMassBins, scoredFor } from '../evaluation/calibration.js';
import type { BandTally } from '../evaluation/curves/bands.js';
import type { Statistics } from '../evaluation/intervals/bootstrap.js';
import type { Judged } from '../evaluation/judged.js';
import { brierPartsOf, VARYING_PARTS } from '../evaluation/murphy.js';
import { brierOfPrevalence, rowBrier, rowLogLoss } from '../evaluation/probability-loss.js';
import { meanOfAll, rankedClasses } from '../evaluation/ranking.js';
import { areaUnderRoc, stepsFor } from '../evaluation/steps.js';
import { DECIDED, decidedBy } from './decision.js';

/** What depends on which class is predicted and is no sum of shares. */
export function decidedFigures({ truth, predicted, nClasses }: Judged, prefix: string): Statistics {
  const cells = truth.map((code, row) => code * nClasses + predicted[row]);
  return {
    names: DECIDED.map((name) => `${prefix}${name}`),
    measure: (weights, put) => {
      const inCells = new Int32Array(nClasses * nClasses);
      for (let row = 0; row < cells.length; row++) inCells[cells[row]] += weights[row];
      const counts = Array.from({ length: nClasses }, (_, code) => [
        ...inCells.subarray(code * nClasses, (code + 1) * nClasses),
      ]);
      const values = decidedBy(counts);
      for (const name of DECIDED) put(values[name]);
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
      let [logLoss, brier, gain] = [0, 0, 0];
      for (let row = 0; row < n; row++) {
        logLoss += weights[row] * logLosses[row];
        brier += weights[row] * briers[row];
        gain += weights[row] * gains[row];
      }
      put(logLoss / n);
      put(brier / n);
      put(reference > 0 ? 1 - brier / n / reference : null);
      put(gain / n);
    },
  };
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
    names: binned.flatMap(({ name }) => [name, ...VARYING_PARTS.map((part) => `${name} ${part}`)]),
    measure: (weights, put) => {
      for (const { rows, ends } of binned) {
        const sums = sumBins(rows, ends, weights);
        put(calibrationError(sums));
        const parts = brierPartsOf(sums);
        for (const part of VARYING_PARTS) put(parts[part]);
      }
    },
  };
}
