import type { Run } from '../in-threads.js';
import type { PreparedTask } from './create-task.js';
import { type GrowOptions, TreeGrower } from './grow.js';
import type { TreeArrays } from './model.js';
import { lossOf } from './probabilities.js';
import type { Totals } from './split-search.js';
import { type BoostingTask, GRADIENTS, PER_BIN, ROWS, SUM_ODDS } from './task.js';

/** The loss that is told on the way is that of at most so many rows, at even distances. */
const MAX_ROWS_JUDGED = 5_000;

/** Grows round after round, each one tree an output. */
export class Rounds {
  readonly #task: BoostingTask;
  readonly #run: Run;
  readonly #grower: TreeGrower;

  constructor(prepared: PreparedTask, run: Run, options: GrowOptions) {
    this.#task = prepared.task;
    this.#run = run;
    this.#grower = new TreeGrower(prepared, run, options);
  }

  async next(): Promise<TreeArrays[]> {
    const { nOutputs, nSamples, output } = this.#task;
    const nChunks = Math.ceil(nSamples / ROWS);
    // Every output's gradients are those before the round, though the odds change as the outputs have their turns.
    if (nOutputs > 1) await this.#run(SUM_ODDS, nChunks);
    const trees: TreeArrays[] = [];
    for (let k = 0; k < nOutputs; k++) {
      output[0] = k;
      await this.#run(GRADIENTS, nChunks);
      trees.push(await this.#grower.grow(this.#totals()));
    }
    return trees;
  }

  /** Mean log loss of the rows learned from. */
  loss(): number {
    const { nSamples, nOutputs, odds, classes } = this.#task;
    const judged = Math.min(nSamples, MAX_ROWS_JUDGED);
    const scores = new Float64Array(nOutputs);
    let sum = 0;
    for (let i = 0; i < judged; i++) {
      const row = Math.floor((i * nSamples) / judged);
      for (let k = 0; k < nOutputs; k++) scores[k] = Math.log(odds[k * nSamples + row]);
      sum += lossOf(scores, classes[row]);
    }
    return sum / judged;
  }

  #totals(): Totals {
    const totals = { count: 0, gradient: 0, hessian: 0 };
    const { sums } = this.#task;
    for (let at = 0; at < sums.length; at += PER_BIN) {
      totals.count += sums[at];
      totals.gradient += sums[at + 1];
      totals.hessian += sums[at + 2];
    }
    return totals;
  }
}
