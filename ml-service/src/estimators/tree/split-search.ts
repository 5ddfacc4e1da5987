import type { Random } from '../random.js';
import { MAX_BINS } from './bins.js';
import type { GrowOptions, TrainingSet } from './grow.js';

export interface Split {
  readonly feature: number;
  /** Samples of bins up to `bin` go left; `nextBin` is the next one that occurs in the node. */
  readonly bin: number;
  readonly nextBin: number;
  /** Decrease of the weighted Gini impurity, times the total weight. */
  readonly improvement: number;
}

interface Totals {
  readonly weights: Float64Array;
  readonly total: number;
  readonly isPure: boolean;
}

/** Finds the best split of a node over histograms of its samples. Holds the scratch memory of one tree. */
export class SplitSearch {
  readonly #data: TrainingSet;
  readonly #weights: Int32Array;
  readonly #random: Random;
  readonly #maxFeatures: number;
  readonly #minLeaf: number;
  /** Per bin: the weight of each class, then the number of samples. All zero between searches. */
  readonly #histogram: Float64Array;
  readonly #order: Int32Array;
  readonly #totals: Float64Array;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  #best: Split | null = null;

  constructor(data: TrainingSet, weights: Int32Array, options: GrowOptions & { random: Random }) {
    const { nClasses, nFeatures } = data;
    this.#data = data;
    this.#weights = weights;
    this.#random = options.random;
    this.#maxFeatures = options.maxFeatures;
    this.#minLeaf = options.minSamplesLeaf;
    this.#histogram = new Float64Array(MAX_BINS * (nClasses + 1));
    this.#order = Int32Array.from({ length: nFeatures }, (_, j) => j);
    this.#totals = new Float64Array(nClasses);
    this.#left = new Float64Array(nClasses);
    this.#right = new Float64Array(nClasses);
  }

  /** Weights of the classes in the node; valid until the next call. */
  countClasses(rows: Int32Array, start: number, end: number): Totals {
    const totals = this.#totals.fill(0);
    const { codes } = this.#data;
    for (let i = start; i < end; i++) totals[codes[rows[i]]] += this.#weights[rows[i]];
    let total = 0;
    let present = 0;
    for (const weight of totals) {
      total += weight;
      if (weight > 0) present++;
    }
    return { weights: totals, total, isPure: present <= 1 };
  }

  /** Best split of the node that was counted last; ties go to the feature drawn first, then to the lowest bin. */
  best(rows: Int32Array, start: number, end: number): Split | null {
    const order = this.#order;
    this.#best = null;
    let useful = 0;
    for (let drawn = 0; drawn < order.length && (drawn < this.#maxFeatures || useful === 0); drawn++) {
      const other = drawn + this.#random.below(order.length - drawn);
      const feature = order[other];
      order[other] = order[drawn];
      order[drawn] = feature;
      if (this.#tryFeature(feature, rows, start, end)) useful++;
    }
    return this.#best;
  }

  /** False where the feature is constant in the node. */
  #tryFeature(feature: number, rows: Int32Array, start: number, end: number): boolean {
    const { bins, nSamples, codes, nClasses } = this.#data;
    const offset = feature * nSamples;
    const stride = nClasses + 1;
    const histogram = this.#histogram;
    let lowest = MAX_BINS;
    let highest = -1;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const bin = bins.codes[offset + row];
      const at = bin * stride;
      histogram[at + codes[row]] += this.#weights[row];
      histogram[at + nClasses]++;
      if (bin < lowest) lowest = bin;
      if (bin > highest) highest = bin;
    }
    const varies = lowest < highest;
    if (varies) this.#scan(feature, end - start, lowest, highest);
    histogram.fill(0, lowest * stride, (highest + 1) * stride);
    return varies;
  }

  /**
   * Gini is 1 - sum(w_c^2)/w^2, so the best split has the largest sum(l_c^2)/l + sum(r_c^2)/r; both sums of squares are
   * kept up to date bin by bin.
   */
  #scan(feature: number, nSamples: number, lowest: number, highest: number): void {
    const { nClasses } = this.#data;
    const stride = nClasses + 1;
    const histogram = this.#histogram;
    const left = this.#left.fill(0);
    const right = this.#right;
    let [leftTotal, rightTotal, leftSquares, rightSquares, nLeft, candidate] = [0, 0, 0, 0, 0, -1];
    for (let c = 0; c < nClasses; c++) {
      const weight = this.#totals[c];
      right[c] = weight;
      rightTotal += weight;
      rightSquares += weight * weight;
    }
    const whole = rightSquares / rightTotal;
    let bestGain = this.#best?.improvement ?? Number.NEGATIVE_INFINITY;
    for (let bin = lowest; bin <= highest; bin++) {
      const at = bin * stride;
      const count = histogram[at + nClasses];
      if (count === 0) continue;
      if (candidate >= 0 && nLeft >= this.#minLeaf && nSamples - nLeft >= this.#minLeaf) {
        const gain = leftSquares / leftTotal + rightSquares / rightTotal - whole;
        if (gain > bestGain) {
          bestGain = gain;
          this.#best = { feature, bin: candidate, nextBin: bin, improvement: gain };
        }
      }
      for (let c = 0; c < nClasses; c++) {
        const weight = histogram[at + c];
        if (weight === 0) continue;
        leftSquares += weight * (2 * left[c] + weight);
        rightSquares += weight * (weight - 2 * right[c]);
        left[c] += weight;
        right[c] -= weight;
        leftTotal += weight;
        rightTotal -= weight;
      }
      nLeft += count;
      candidate = bin;
    }
  }
}
