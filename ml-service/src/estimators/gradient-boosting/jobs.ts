import type { Range } from '../partition.js';
import type { Job, Leaf, Node, Split } from './node.js';
import {
  BIN,
  type BoostingTask,
  blocksOf,
  END,
  FEATURE,
  LEFT,
  MISSING_RIGHT,
  PARENT_SLOT,
  PARTITION,
  PER_JOB,
  PER_SPLIT,
  SIBLING_TOTALS,
  SIBLING_WANTED,
  SLOT,
  SPLITS,
  START,
  TOTALS,
  UPDATE,
  VALUE,
  WANTED,
} from './task.js';

/** Does `nTasks` tasks of a phase. */
export type Run = (phase: number, nTasks: number) => Promise<void>;

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
  const nBlocks = blocksOf(task.nFeatures);
  await run(SPLITS, jobs.length * nBlocks);
  return jobs.flatMap(({ node, sibling }, index) => {
    const first = { node, split: isWanted(node) ? bestOf(task, node, 2 * index * nBlocks) : null };
    return sibling ? [first, { node: sibling, split: bestOf(task, sibling, (2 * index + 1) * nBlocks) }] : [first];
  });
}

/** The best of all blocks; of equal ones that of the lowest feature. */
function bestOf({ splits, nFeatures }: BoostingTask, node: Node, place: number): Split | null {
  let best = place * PER_SPLIT;
  const end = (place + blocksOf(nFeatures)) * PER_SPLIT;
  for (let at = best; at < end; at += PER_SPLIT) if (splits[at] > splits[best]) best = at;
  const [gain, feature, bin, missingRight] = splits.subarray(best, best + LEFT);
  if (!(gain > 0)) return null;
  const [count, gradient, hessian] = splits.subarray(best + LEFT, best + PER_SPLIT);
  return { node, gain, feature, bin, missingRight, left: { count, gradient, hessian } };
}

/** Reorders the rows of split nodes, those on the left first. */
export async function partition(task: BoostingTask, run: Run, splits: readonly Split[]): Promise<void> {
  for (const part of partsOf(task, splits)) {
    part.forEach(({ node, feature, bin, missingRight }, index) => {
      const job = jobAt(task, index, node);
      job[FEATURE] = feature;
      job[BIN] = bin;
      job[MISSING_RIGHT] = missingRight;
    });
    await run(PARTITION, part.length);
  }
}

/** Adds each leaf's value to the sums of its rows. */
export async function addLeaves(task: BoostingTask, run: Run, leaves: readonly Leaf[]): Promise<void> {
  for (const part of partsOf(task, leaves)) {
    part.forEach(({ node, value }, index) => {
      jobAt(task, index, node)[VALUE] = value;
    });
    await run(UPDATE, part.length);
  }
}

/** As many jobs as there is room for. */
export const maxJobsOf = ({ jobs }: BoostingTask): number => jobs.length / PER_JOB;

function partsOf<T>(task: BoostingTask, items: readonly T[]): T[][] {
  const size = maxJobsOf(task);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function jobAt({ jobs }: BoostingTask, index: number, { start, end }: Range): Float64Array {
  const job = jobs.subarray(index * PER_JOB, (index + 1) * PER_JOB);
  job[START] = start;
  job[END] = end;
  return job;
}
