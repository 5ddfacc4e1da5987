import type { Range } from '../partition.js';
import { MAX_BINS } from '../tree/bins.js';
import { BLOCK, type BoostingTask, CHUNK, COUNT, PER_BIN } from './task.js';

/** Sums gradients by bin. Holds the scratch memory of one thread. */
export class HistogramBuilder {
  readonly #task: BoostingTask;
  /** Packed gradient and Hessian of each bin; all zero between calls. */
  readonly #sums = Array.from({ length: BLOCK }, () => new Float64Array(2 * MAX_BINS));

  constructor(task: BoostingTask) {
    this.#task = task;
  }

  /** Fills the part of `histogram` that holds the features from `first` up to but not including `last`. */
  build(histogram: Float64Array, first: number, last: number, { start, end }: Range): void {
    const { codes, nSamples, offsets, rows } = this.#task;
    histogram.fill(0, offsets[first] * PER_BIN, offsets[last] * PER_BIN);
    for (let from = start; from < end; from += CHUNK) {
      const chunk = rows.subarray(from, Math.min(end, from + CHUNK));
      const column = codes.subarray(first * nSamples, (first + 1) * nSamples);
      if (last - first === BLOCK) this.#addTwo(chunk, column, codes.subarray((first + 1) * nSamples, last * nSamples));
      else this.#addOne(chunk, column);
      for (let feature = first; feature < last; feature++)
        this.#unpack(histogram, feature, this.#sums[feature - first]);
    }
  }

  /** Two features at a time: few bins make each sum wait for the one before, and meanwhile the other goes on. */
  #addTwo(rows: Int32Array, one: Uint8Array, other: Uint8Array): void {
    const { gradients } = this.#task;
    const [sums, otherSums] = this.#sums;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const gradient = gradients[2 * row];
      const hessian = gradients[2 * row + 1];
      const at = 2 * one[row];
      const otherAt = 2 * other[row];
      sums[at] += gradient;
      sums[at + 1] += hessian;
      otherSums[otherAt] += gradient;
      otherSums[otherAt + 1] += hessian;
    }
  }

  #addOne(rows: Int32Array, column: Uint8Array): void {
    const { gradients } = this.#task;
    const [sums] = this.#sums;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      const at = 2 * column[row];
      sums[at] += gradients[2 * row];
      sums[at + 1] += gradients[2 * row + 1];
    }
  }

  #unpack(histogram: Float64Array, feature: number, sums: Float64Array): void {
    const { offsets } = this.#task;
    const nBins = offsets[feature + 1] - offsets[feature];
    let at = offsets[feature] * PER_BIN;
    for (let bin = 0; bin < nBins; bin++, at += PER_BIN) {
      const packed = sums[2 * bin];
      if (packed === 0) continue;
      const count = Math.round(packed / COUNT);
      histogram[at] += count;
      histogram[at + 1] += packed - count * COUNT;
      histogram[at + 2] += sums[2 * bin + 1];
      sums[2 * bin] = 0;
      sums[2 * bin + 1] = 0;
    }
  }
}
