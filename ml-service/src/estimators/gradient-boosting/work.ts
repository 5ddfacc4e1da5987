import type { RunTask } from '../crew.js';
import { computeGradients, sumOdds } from './gradients.js';
import { HistogramBuilder } from './histogram.js';
import { multiplyOdds, partitionRows } from './rows.js';
import { searchSplit } from './split-search.js';
import {
  type BoostingTask,
  GRADIENTS,
  PARENT_SLOT,
  PARTITION,
  PER_BIN,
  PER_JOB,
  PER_SPLIT,
  SIBLING_TOTALS,
  SIBLING_WANTED,
  SLOT,
  SPLITS,
  SUM_ODDS,
  TOTALS,
  WANTED,
} from './task.js';

/** The share of one thread in the work on a fit. */
export function workOn(task: BoostingTask): RunTask {
  const findSplits = splitFinder(task);
  return (phase, index, nTasks) => {
    if (phase === SUM_ODDS) return sumOdds(task, index);
    if (phase === GRADIENTS) return computeGradients(task, index);
    if (phase === SPLITS) return findSplits(index);
    // Shard by shard, so that each thread begins with its own.
    const nJobs = nTasks / task.nShards;
    const shard = Math.floor(index / nJobs);
    const job = index - shard * nJobs;
    if (phase === PARTITION) partitionRows(task, job, shard);
    else multiplyOdds(task, job, shard);
  };
}

/** Task `index` finds the best splits of job `index / nBlocks` in one block of the features. */
function splitFinder(task: BoostingTask): (index: number) => void {
  const { jobs, splits, nFeatures, offsets, blocks, histograms } = task;
  const nBlocks = blocks.length;
  const slotSize = offsets[nFeatures] * PER_BIN;
  const builder = new HistogramBuilder(task);
  const own = new Float64Array(slotSize);
  const slot = (index: number) => (index < 0 ? own : histograms.subarray(index * slotSize, (index + 1) * slotSize));
  const totalsAt = (at: number) => ({ count: jobs[at], gradient: jobs[at + 1], hessian: jobs[at + 2] });
  const splitAt = (place: number) => splits.subarray(place * PER_SPLIT, (place + 1) * PER_SPLIT);
  return (index) => {
    const job = Math.floor(index / nBlocks);
    const block = index - job * nBlocks;
    const at = job * PER_JOB;
    const histogram = slot(jobs[at + SLOT]);
    builder.build(histogram, block, job);
    const place = 2 * job * nBlocks + block;
    if (jobs[at + WANTED]) {
      searchSplit(task, histogram, block, { totals: totalsAt(at + TOTALS), split: splitAt(place) });
    }
    if (!jobs[at + SIBLING_WANTED]) return;
    const rest = slot(jobs[at + PARENT_SLOT]);
    for (const feature of blocks[block]) {
      const end = offsets[feature + 1] * PER_BIN;
      for (let i = offsets[feature] * PER_BIN; i < end; i++) rest[i] -= histogram[i];
    }
    searchSplit(task, rest, block, { totals: totalsAt(at + SIBLING_TOTALS), split: splitAt(place + nBlocks) });
  };
}
