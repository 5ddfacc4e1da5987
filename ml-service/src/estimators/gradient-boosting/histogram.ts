import type { Range } from '../partition.js';
import { BUNDLE_CODES } from './bundles.js';
import { BLOCK, type BoostingTask, CHUNK, COUNT, END, PER_BIN, PER_RANGE, START } from './task.js';

/** Sums gradients by bin. Holds the scratch memory of one thread. */
export class HistogramBuilder {
  readonly #task: BoostingTask;
  /**
   * Packed gradient and Hessian of each code, bundle by bundle; all zero between calls. One array, as compiled code
   * loads place and length of each array anew in every turn of a loop.
   */
  readonly #sums = new Float64Array(BLOCK * 2 * BUNDLE_CODES);

  constructor(task: BoostingTask) {
    this.#task = task;
  }

  /** Fills the part of `histogram` that holds the features of a block with the rows of a job. */
  build(histogram: Float64Array, block: number, job: number): void {
    const { blocks, offsets, nShards, ranges } = this.#task;
    for (const feature of blocks[block]) {
      histogram.fill(0, offsets[feature] * PER_BIN, offsets[feature + 1] * PER_BIN);
    }
    let room = CHUNK;
    for (let shard = 0; shard < nShards; shard++) {
      const at = (job * nShards + shard) * PER_RANGE;
      let start = ranges[at + START];
      while (start < ranges[at + END]) {
        const end = Math.min(ranges[at + END], start + room);
        this.#add(block, { start, end });
        room -= end - start;
        start = end;
        if (room > 0) continue;
        this.#unpackAll(histogram, block);
        room = CHUNK;
      }
    }
    this.#unpackAll(histogram, block);
  }

  #add(block: number, rows: Range): void {
    const first = block * BLOCK;
    if (first + 1 < this.#task.bundles.nBundles) this.#addTwo(rows, first);
    else this.#addOne(rows, first);
  }

  #unpackAll(histogram: Float64Array, block: number): void {
    const end = Math.min(this.#task.bundles.nBundles, (block + 1) * BLOCK);
    for (let bundle = block * BLOCK, at = 0; bundle < end; bundle++, at += 2 * BUNDLE_CODES) {
      this.#unpack(histogram, bundle, at);
    }
  }

  /** Two bundles at a time: few codes make each sum wait for the one before, and meanwhile the other goes on. */
  #addTwo({ start, end }: Range, bundle: number): void {
    const { gradients, rows, nSamples } = this.#task;
    const { codes } = this.#task.bundles;
    const sums = this.#sums;
    const column = bundle * nSamples;
    const other = column + nSamples;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const gradient = gradients[2 * row];
      const hessian = gradients[2 * row + 1];
      const at = 2 * codes[column + row];
      const otherAt = 2 * BUNDLE_CODES + 2 * codes[other + row];
      sums[at] += gradient;
      sums[at + 1] += hessian;
      sums[otherAt] += gradient;
      sums[otherAt + 1] += hessian;
    }
  }

  #addOne({ start, end }: Range, bundle: number): void {
    const { gradients, rows, nSamples } = this.#task;
    const { codes } = this.#task.bundles;
    const sums = this.#sums;
    const column = bundle * nSamples;
    for (let i = start; i < end; i++) {
      const row = rows[i];
      const at = 2 * codes[column + row];
      sums[at] += gradients[2 * row];
      sums[at + 1] += gradients[2 * row + 1];
    }
  }

  /** Adds what was summed up by the codes of a bundle to the bins of each of its features. */
  #unpack(histogram: Float64Array, bundle: number, from: number): void {
    const { bundles, offsets } = this.#task;
    const sums = this.#sums;
    const { members, starts, bins } = bundles;
    for (let code = 0; code < BUNDLE_CODES; code++) {
      const packed = sums[from + 2 * code];
      if (packed === 0) continue;
      const count = Math.round(packed / COUNT);
      const gradient = packed - count * COUNT;
      const hessian = sums[from + 2 * code + 1];
      sums[from + 2 * code] = 0;
      sums[from + 2 * code + 1] = 0;
      for (let member = starts[bundle]; member < starts[bundle + 1]; member++) {
        const at = (offsets[members[member]] + bins[member * BUNDLE_CODES + code]) * PER_BIN;
        histogram[at] += count;
        histogram[at + 1] += gradient;
        histogram[at + 2] += hessian;
      }
    }
  }
}
