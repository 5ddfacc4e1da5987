import type { Range } from '../partition.js';
import { type Bins, MAX_BINS } from './bins.js';

export interface TrainingSet {
  readonly bins: Bins;
  readonly nSamples: number;
  readonly nFeatures: number;
  /** Class of each sample, from 0 to nClasses - 1. */
  readonly codes: Int32Array;
  readonly nClasses: number;
}

/** A histogram of some samples by one feature, as the places in a bag's memory where its parts begin. */
export interface Histogram {
  /** For each bin the weight of each class; zero where no bit says that the bin occurs. */
  readonly weights: number;
  /** A bit for each bin that occurs, in words of 32. */
  readonly present: number;
  /** For each bin the number of samples, all zero where they are not wanted. */
  readonly counts: number;
}

const WORD_BITS = 5;
/** A sample's class is in so many bits, its weight in those above: a bootstrap draws no sample 2^15 times. */
const CLASS_BITS = 16;
const CLASS = 2 ** CLASS_BITS - 1;

export const wordsOf = (nBins: number): number => (nBins + 2 ** WORD_BITS - 1) >> WORD_BITS;

/** The samples that a tree grows on, those of a node side by side, and room for two histograms. */
export class Bag {
  /**
   * All that the loops over samples read and write, but for the bins: compiled code loads place and length of each
   * array anew in every turn of a loop, so one array is faster than five. First come the rows, those in the bag before
   * the others.
   */
  readonly memory: Int32Array;
  readonly histograms: readonly [Histogram, Histogram];
  readonly #data: TrainingSet;
  readonly #hasCounts: boolean;
  readonly #samples: number;

  constructor(data: TrainingSet, hasCounts: boolean) {
    const { nSamples, nClasses } = data;
    this.#data = data;
    this.#hasCounts = hasCounts;
    this.#samples = nSamples;
    const size = MAX_BINS * nClasses + wordsOf(MAX_BINS) + MAX_BINS;
    const histogramAt = (weights: number) => {
      const present = weights + MAX_BINS * nClasses;
      return { weights, present, counts: present + wordsOf(MAX_BINS) };
    };
    this.histograms = [histogramAt(2 * nSamples), histogramAt(2 * nSamples + size)];
    this.memory = new Int32Array(2 * nSamples + 2 * size);
  }

  /**
   * Puts the samples with a positive weight before the others, adds their weights to the totals of their classes, and
   * answers how many there are.
   */
  fill(weights: Int32Array, totals: Int32Array): number {
    const { codes, nSamples } = this.#data;
    const { memory } = this;
    let inBag = 0;
    let others = nSamples;
    for (let row = nSamples - 1; row >= 0; row--) if (weights[row] === 0) memory[--others] = row;
    for (let row = 0; row < nSamples; row++) {
      const weight = weights[row];
      memory[this.#samples + row] = (weight << CLASS_BITS) | codes[row];
      if (weight === 0) continue;
      memory[inBag++] = row;
      totals[codes[row]] += weight;
    }
    return inBag;
  }

  /** Makes the first histogram, which must be empty, of a node's samples. */
  count(feature: number, node: Range): void {
    const [histogram] = this.histograms;
    if (node.end - node.start < this.#data.bins.counts[feature]) this.#addFew(feature, node, histogram);
    else {
      this.#addMany(feature, node, histogram);
      this.#mark(feature, histogram);
    }
    if (this.#hasCounts) this.#addCounts(feature, node, histogram);
  }

  /** Makes both histograms at once, which must be empty: each sample is looked up but once. */
  countTwo(feature: number, other: number, node: Range): void {
    const [histogram, otherHistogram] = this.histograms;
    this.#addTwo(feature, other, node);
    this.#mark(feature, histogram);
    this.#mark(other, otherHistogram);
    if (!this.#hasCounts) return;
    this.#addCounts(feature, node, histogram);
    this.#addCounts(other, node, otherHistogram);
  }

  /** Marks the bin of each sample, which costs less than to look through all bins for those that occur. */
  #addFew(feature: number, { start, end }: Range, { weights, present }: Histogram): void {
    const { bins, nSamples, nClasses } = this.#data;
    const { codes } = bins;
    const { memory } = this;
    const samples = this.#samples;
    const offset = feature * nSamples;
    for (let i = start; i < end; i++) {
      const row = memory[i];
      const bin = codes[offset + row];
      const sample = memory[samples + row];
      memory[weights + bin * nClasses + (sample & CLASS)] += sample >>> CLASS_BITS;
      memory[present + (bin >> WORD_BITS)] |= 1 << bin;
    }
  }

  #addMany(feature: number, { start, end }: Range, { weights }: Histogram): void {
    const { bins, nSamples, nClasses } = this.#data;
    const { codes } = bins;
    const { memory } = this;
    const samples = this.#samples;
    const offset = feature * nSamples;
    for (let i = start; i < end; i++) {
      const row = memory[i];
      const sample = memory[samples + row];
      memory[weights + codes[offset + row] * nClasses + (sample & CLASS)] += sample >>> CLASS_BITS;
    }
  }

  #addTwo(feature: number, other: number, { start, end }: Range): void {
    const { bins, nSamples, nClasses } = this.#data;
    const { codes } = bins;
    const { memory } = this;
    const [{ weights }, { weights: otherWeights }] = this.histograms;
    const samples = this.#samples;
    const [offset, otherOffset] = [feature * nSamples, other * nSamples];
    for (let i = start; i < end; i++) {
      const row = memory[i];
      const sample = memory[samples + row];
      const weight = sample >>> CLASS_BITS;
      memory[weights + codes[offset + row] * nClasses + (sample & CLASS)] += weight;
      memory[otherWeights + codes[otherOffset + row] * nClasses + (sample & CLASS)] += weight;
    }
  }

  #mark(feature: number, { weights, present }: Histogram): void {
    const { bins, nClasses } = this.#data;
    const { memory } = this;
    const nBins = bins.counts[feature];
    for (let bin = 0; bin < nBins; bin++) {
      const at = weights + bin * nClasses;
      let any = 0;
      for (let c = 0; c < nClasses; c++) any |= memory[at + c];
      if (any !== 0) memory[present + (bin >> WORD_BITS)] |= 1 << bin;
    }
  }

  #addCounts(feature: number, { start, end }: Range, { counts }: Histogram): void {
    const { bins, nSamples } = this.#data;
    const { memory } = this;
    const offset = feature * nSamples;
    for (let i = start; i < end; i++) memory[counts + bins.codes[offset + memory[i]]]++;
  }

  /**
   * Moves those samples from `start` to `end` whose bin is at most `bin` before the others, and answers where the
   * others start. Without a branch, as no guess is good.
   */
  partition(feature: number, bin: number, start: number, end: number): number {
    const { bins, nSamples } = this.#data;
    const { codes } = bins;
    const { memory } = this;
    const offset = feature * nSamples;
    let left = start;
    for (let i = start; i < end; i++) {
      const row = memory[i];
      memory[i] = memory[left];
      memory[left] = row;
      // 1 where the difference is negative.
      left += (codes[offset + row] - bin - 1) >>> 31;
    }
    return left;
  }
}
