import type { Run } from '../in-threads.js';
import type { Ending, Fork, Job, Node, Split } from './node.js';
import {
  BIN,
  BOUNDARY,
  type BoostingTask,
  END,
  FACTOR,
  FEATURE,
  LEFT,
  MAX_ODDS,
  MISSING_RIGHT,
  PARENT_SLOT,
  PARTITION,
  PER_JOB,
  PER_RANGE,
  PER_SPLIT,
  SIBLING_TOTALS,
  SIBLING_WANTED,
  SLOT,
  SPLITS,
  START,
  TOTALS,
  UPDATE,
  WANTED,
} from './task.js';

/** Looks for the best split of each job's node and sibling; answers each with its split, null where there is none. */
export async function findSplits(
  task: BoostingTask,
  run: Run,
  jobs: readonly Job[],
  isWanted: (node: Node) => boolean,
): Promise<{ node: Node; split: Split | null }[]> {
  jobs.forEach(({ node, sibling }, index) => {
    const job = jobAt(task, index, node);
    job[SLOT] = node.slot;
    job[PARENT_SLOT] = sibling?.slot ?? -1;
    job[WANTED] = isWanted(node) ? 1 : 0;
    job[SIBLING_WANTED] = sibling ? 1 : 0;
    job.set([node.count, node.gradient, node.hessian], TOTALS);
    if (sibling) job.set([sibling.count, sibling.gradient, sibling.hessian], SIBLING_TOTALS);
  });
  const nBlocks = task.blocks.length;
  await run(SPLITS, jobs.length * nBlocks);
  return jobs.flatMap(({ node, sibling }, index) => {
    const first = { node, split: isWanted(node) ? bestOf(task, node, 2 * index * nBlocks) : null };
    return sibling ? [first, { node: sibling, split: bestOf(task, sibling, (2 * index + 1) * nBlocks) }] : [first];
  });
}

/** The best of all blocks; of equal ones that of the lowest feature. */
function bestOf({ splits, blocks }: BoostingTask, node: Node, place: number): Split | null {
  let best = place * PER_SPLIT;
  const end = (place + blocks.length) * PER_SPLIT;
  if (best === end) return null;
  for (let at = best; at < end; at += PER_SPLIT) {
    // The feature comes after the gain.
    const isFirst = splits[at] === splits[best] && splits[at + 1] < splits[best + 1];
    if (splits[at] > splits[best] || isFirst) best = at;
  }
  const [gain, feature, bin, missingRight] = splits.subarray(best, best + LEFT);
  if (!(gain > 0)) return null;
  const [count, gradient, hessian] = splits.subarray(best + LEFT, best + PER_SPLIT);
  return { node, gain, feature, bin, missingRight, left: { count, gradient, hessian } };
}

/** Parts the rows of split nodes, shard by shard, and tells their children theirs. */
export async function partition(task: BoostingTask, run: Run, forks: readonly Fork[]): Promise<void> {
  const { nShards, ranges } = task;
  for (const part of partsOf(task, forks)) {
    part.forEach(({ split }, index) => {
      writeSplit(jobAt(task, index, split.node), split);
    });
    await run(PARTITION, part.length * nShards);
    part.forEach(({ children: [left, right] }, index) => {
      const parts = Array.from({ length: nShards }, (_, shard) => {
        const at = (index * nShards + shard) * PER_RANGE;
        return [ranges[at + START], ranges[at + BOUNDARY], ranges[at + END]];
      });
      left.ranges = parts.map(([start, boundary]) => ({ start, end: boundary }));
      right.ranges = parts.map(([, boundary, end]) => ({ start: boundary, end }));
    });
  }
}

/** Brings the odds of each leaf's rows up to its value. */
export async function addLeaves(task: BoostingTask, run: Run, endings: readonly Ending[]): Promise<void> {
  for (const part of partsOf(task, endings)) {
    part.forEach(({ node, split, values }, index) => {
      const job = jobAt(task, index, node);
      if (split) writeSplit(job, split);
      else job[FEATURE] = -1;
      job.set(
        values.map((value) => Math.min(MAX_ODDS, Math.exp(value))),
        FACTOR,
      );
    });
    await run(UPDATE, part.length * task.nShards);
  }
}

function writeSplit(job: Float64Array, { feature, bin, missingRight }: Split): void {
  job[FEATURE] = feature;
  job[BIN] = bin;
  job[MISSING_RIGHT] = missingRight;
}

/** As many jobs as there is room for. */
export const maxJobsOf = ({ jobs }: BoostingTask): number => jobs.length / PER_JOB;

function partsOf<T>(task: BoostingTask, items: readonly T[]): T[][] {
  const size = maxJobsOf(task);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function jobAt({ jobs, ranges, nShards }: BoostingTask, index: number, node: Node): Float64Array {
  node.ranges.forEach(({ start, end }, shard) => {
    const at = (index * nShards + shard) * PER_RANGE;
    ranges[at + START] = start;
    ranges[at + END] = end;
  });
  return jobs.subarray(index * PER_JOB, (index + 1) * PER_JOB);
}
