import type { Range } from '../partition.js';
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
  /** Weights of the classes on the left. */
  readonly left: readonly number[];
}

/** A node of so few samples has its bins sorted as they are met; a larger one has the whole range of bins gone through. */
const FEW_SAMPLES = 24;

/** Finds the best split of a node over histograms of its samples. Holds the scratch memory of one tree. */
export class SplitSearch {
  readonly #data: TrainingSet;
  readonly #weights: Int32Array;
  readonly #random: Random;
  readonly #maxFeatures: number;
  readonly #minLeaf: number;
  /** Per bin: the weight of each class, then the number of samples. All zero between searches. */
  readonly #histogram: Float64Array;
  /** The bins that occur in the node, ascending. */
  readonly #bins = new Int32Array(MAX_BINS);
  readonly #order: Int32Array;
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
    this.#left = new Float64Array(nClasses);
    this.#right = new Float64Array(nClasses);
  }

  /** Best split of a node of these class weights; ties go to the feature drawn first, then to the lowest bin. */
  best(rows: Int32Array, range: Range, totals: readonly number[]): Split | null {
    const order = this.#order;
    this.#best = null;
    let useful = 0;
    for (let drawn = 0; drawn < order.length && (drawn < this.#maxFeatures || useful === 0); drawn++) {
      const other = drawn + this.#random.below(order.length - drawn);
      const feature = order[other];
      order[other] = order[drawn];
      order[drawn] = feature;
      if (this.#tryFeature(feature, rows, range, totals)) useful++;
    }
    return this.#best;
  }

  /** False where the feature is constant in the node. */
  #tryFeature(feature: number, rows: Int32Array, range: Range, totals: readonly number[]): boolean {
    const nSamples = range.end - range.start;
    const isFew = nSamples <= FEW_SAMPLES;
    const nBins = isFew ? this.#countFew(feature, rows, range) : this.#countMany(feature, rows, range);
    if (nBins > 1) this.#scan(feature, nBins, nSamples, totals);
    const stride = this.#data.nClasses + 1;
    for (let i = 0; i < nBins; i++) {
      const at = this.#bins[i] * stride;
      for (let c = 0; c < stride; c++) this.#histogram[at + c] = 0;
    }
    return nBins > 1;
  }

  /** Fills histogram and bins; answers the number of bins. */
  #countFew(feature: number, rows: Int32Array, { start, end }: Range): number {
    const { bins, nSamples, codes, nClasses } = this.#data;
    const offset = feature * nSamples;
    const histogram = this.#histogram;
    let nBins = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const bin = bins.codes[offset + row];
      const at = bin * (nClasses + 1);
      histogram[at + codes[row]] += this.#weights[row];
      if (++histogram[at + nClasses] > 1) continue;
      let place = nBins++;
      for (; place > 0 && this.#bins[place - 1] > bin; place--) this.#bins[place] = this.#bins[place - 1];
      this.#bins[place] = bin;
    }
    return nBins;
  }

  /** As `#countFew`, for a cost that does not grow with the square of the number of bins. */
  #countMany(feature: number, rows: Int32Array, { start, end }: Range): number {
    const { bins, nSamples, codes, nClasses } = this.#data;
    const offset = feature * nSamples;
    const stride = nClasses + 1;
    const histogram = this.#histogram;
    const weights = this.#weights;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const at = bins.codes[offset + row] * stride;
      histogram[at + codes[row]] += weights[row];
      histogram[at + nClasses]++;
    }
    let nBins = 0;
    for (let bin = 0; bin < bins.counts[feature]; bin++) {
      if (histogram[bin * stride + nClasses] > 0) this.#bins[nBins++] = bin;
    }
    return nBins;
  }

  /**
   * Gini is 1 - sum(w_c^2)/w^2, so the best split has the largest sum(l_c^2)/l + sum(r_c^2)/r; both sums of squares are
   * kept up to date bin by bin.
   */
  #scan(feature: number, nBins: number, nSamples: number, totals: readonly number[]): void {
    const { nClasses } = this.#data;
    const histogram = this.#histogram;
    const left = this.#left.fill(0);
    const right = this.#right;
    let [leftTotal, rightTotal, leftSquares, rightSquares, nLeft, place] = [0, 0, 0, 0, 0, -1];
    for (let c = 0; c < nClasses; c++) {
      right[c] = totals[c];
      rightTotal += totals[c];
      rightSquares += totals[c] * totals[c];
    }
    const whole = rightSquares / rightTotal;
    let bestGain = this.#best?.improvement ?? Number.NEGATIVE_INFINITY;
    for (let i = 0; i < nBins - 1; i++) {
      const at = this.#bins[i] * (nClasses + 1);
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
      nLeft += histogram[at + nClasses];
      if (nLeft < this.#minLeaf || nSamples - nLeft < this.#minLeaf) continue;
      const gain = leftSquares / leftTotal + rightSquares / rightTotal - whole;
      if (!(gain > bestGain)) continue;
      bestGain = gain;
      place = i;
    }
    if (place < 0) return;
    const [bin, nextBin] = [this.#bins[place], this.#bins[place + 1]];
    this.#best = { feature, bin, nextBin, improvement: bestGain, left: this.#weightsUpTo(place) };
  }

  #weightsUpTo(place: number): number[] {
    const { nClasses } = this.#data;
    const weights = new Array<number>(nClasses).fill(0);
    for (let i = 0; i <= place; i++) {
      const at = this.#bins[i] * (nClasses + 1);
      for (let c = 0; c < nClasses; c++) weights[c] += this.#histogram[at + c];
    }
    return weights;
  }
}
