import type { PrecisionRecallBandPoint, RocBandPoint } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { LEVEL } from '../intervals/estimate.js';
import { quantile } from '../intervals/quantile.js';
import { ROUNDING } from '../intervals/unanimous.js';
import type { Ranked } from '../ranking.js';
import type { StepCounts } from '../steps.js';

/** Rates and recalls at which a band is told: 0, 0.02, ..., 1. */
const PLACES = Float64Array.from({ length: 51 }, (_, i) => i / 50);

export interface CurveBands {
  readonly roc: RocBandPoint[];
  readonly precision_recall: PrecisionRecallBandPoint[];
}

/**
 * Gathers where the ROC and the precision-recall curve of each resample run, for pointwise bands: at each rate by itself
 * the middle 95 % of the resamples (vertical averaging: Fawcett, "An introduction to ROC analysis", 2006, 9.1).
 */
export class BandTally {
  readonly #sides: { readonly positives: number; readonly negatives: number };
  /** Place by place, the value of each resample. */
  readonly #tpr: Float64Array[];
  readonly #precision: Float64Array[];
  #drawn = 0;

  constructor({ positive }: Ranked, resamples: number) {
    const positives = sum(positive);
    this.#sides = { positives, negatives: positive.length - positives };
    const values = () => Array.from(PLACES, () => new Float64Array(resamples));
    [this.#tpr, this.#precision] = [values(), values()];
  }

  /** Takes up a resample that keeps the number of rows of each class. */
  add({ sizes, positives: hitsOf }: StepCounts): void {
    const { positives, negatives } = this.#sides;
    const drawn = this.#drawn++;
    let [rows, found, rate, recall] = [0, 0, 0, 0];
    for (let step = 0; step < sizes.length; step++) {
      const hits = hitsOf[step];
      const missesBefore = rows - found;
      const misses = missesBefore + sizes[step] - hits;
      // Between two points the ROC curve is straight, and goes straight up before it goes on.
      for (; rate < PLACES.length && PLACES[rate] * negatives < misses - ROUNDING; rate++) {
        const share = (PLACES[rate] * negatives - missesBefore) / (misses - missesBefore);
        this.#tpr[rate][drawn] = (found + share * hits) / positives;
      }
      rows += sizes[step];
      found += hits;
      if (hits === 0) continue;
      // The precision of a point holds from the recall of the point before it.
      for (; recall < PLACES.length && PLACES[recall] * positives <= found + ROUNDING; recall++) {
        this.#precision[recall][drawn] = found / rows;
      }
    }
    for (; rate < PLACES.length; rate++) this.#tpr[rate][drawn] = 1;
  }

  /** Empty without rows of both sides, and where all resamples run alike: then they say nothing. */
  bands(): CurveBands {
    const { positives, negatives } = this.#sides;
    const isKnown = positives > 0 && negatives > 0;
    return {
      roc: isKnown ? bandOf(this.#tpr).map(({ at, lo, hi }) => ({ fpr: at, lo, hi })) : [],
      precision_recall: isKnown ? bandOf(this.#precision).map(({ at, lo, hi }) => ({ recall: at, lo, hi })) : [],
    };
  }
}

function bandOf(values: readonly Float64Array[]): { at: number; lo: number; hi: number }[] {
  const tail = (1 - LEVEL) / 2;
  const points = values.map((ofPlace, place) => {
    const sorted = ofPlace.sort();
    return { at: PLACES[place], lo: quantile(sorted, tail), hi: quantile(sorted, 1 - tail) };
  });
  return points.some(({ lo, hi }) => hi - lo > ROUNDING) ? points : [];
}
