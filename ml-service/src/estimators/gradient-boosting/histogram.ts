import type { Range } from '../partition.js';
import { BUNDLE_CODES } from './bundles.js';
import { BLOCK, type BoostingTask, CHUNK, COUNT, PER_BIN } from './task.js';

/** Sums gradients by bin. Holds the scratch memory of one thread. */
export class HistogramBuilder {
  readonly #task: BoostingTask;
  /** Packed gradient and Hessian of each code; all zero between calls. */
  readonly #sums = Array.from({ length: BLOCK }, () => new Float64Array(2 * BUNDLE_CODES));

  constructor(task: BoostingTask) {
    this.#task = task;
  }

  /** Fills the part of `histogram` that holds the features of a block. */
  build(histogram: Float64Array, block: number, { start, end }: Range): void {
    const { bundles, blocks, nSamples, offsets, rows } = this.#task;
    for (const feature of blocks[block]) {
      histogram.fill(0, offsets[feature] * PER_BIN, offsets[feature + 1] * PER_BIN);
    }
    const first = block * BLOCK;
    const hasTwo = first + 1 < bundles.nBundles;
    const column = bundles.codes.subarray(first * nSamples, (first + 1) * nSamples);
    const other = bundles.codes.subarray((first + 1) * nSamples, (first + 2) * nSamples);
    for (let from = start; from < end; from += CHUNK) {
      const chunk = rows.subarray(from, Math.min(end, from + CHUNK));
      if (hasTwo) this.#addTwo(chunk, column, other);
      else this.#addOne(chunk, column);
      this.#unpack(histogram, first, this.#sums[0]);
      if (hasTwo) this.#unpack(histogram, first + 1, this.#sums[1]);
    }
  }

  /** Two bundles at a time: few codes make each sum wait for the one before, and meanwhile the other goes on. */
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

  /** Adds what was summed up by the codes of a bundle to the bins of each of its features. */
  #unpack(histogram: Float64Array, bundle: number, sums: Float64Array): void {
    const { bundles, offsets } = this.#task;
    const { members, starts, bins } = bundles;
    for (let code = 0; code < BUNDLE_CODES; code++) {
      const packed = sums[2 * code];
      if (packed === 0) continue;
      const count = Math.round(packed / COUNT);
      const gradient = packed - count * COUNT;
      const hessian = sums[2 * code + 1];
      sums[2 * code] = 0;
      sums[2 * code + 1] = 0;
      for (let member = starts[bundle]; member < starts[bundle + 1]; member++) {
        const at = (offsets[members[member]] + bins[member * BUNDLE_CODES + code]) * PER_BIN;
        histogram[at] += count;
        histogram[at + 1] += gradient;
        histogram[at + 2] += hessian;
      }
    }
  }
}
