import { createCounters } from '../crew.js';
import type { Matrix } from '../matrix.js';
import { sharedFloats } from '../shared-memory.js';
import type { Units } from './units.js';

/** What the crew does together, one after the other. */
export const [UNITS, BLOCKS, GRADIENT, HESSIAN] = [0, 1, 2, 3];

export interface Problem {
  readonly X: Matrix;
  /** Class of each sample, from 0 to nClasses - 1, each with a sample. */
  readonly classes: Int32Array;
  readonly nClasses: number;
}

/** All that a thread needs to work on one fit. Every buffer that is written to is shared. */
export interface LogisticTask extends Problem {
  readonly counters: Int32Array;
  readonly units: Units;
  readonly blockSize: number;
  /** X in the solver's units and a column of ones, by blocks of samples, each column-major. */
  readonly blocks: Float64Array;
  /** Runs of blocks, each worked on by one thread. The data alone decides how many, so that sums do not depend on threads. */
  readonly nShards: number;
  /** The point whose loss, gradient and Hessian are worked out. */
  readonly at: Float64Array;
  /** Of each shard its sum of losses, its gradient, and where it is wanted its Hessian. */
  readonly sums: Float64Array;
}

/** Values of a block that fit into the processor's cache, within limits that keep its loops long. */
const [BLOCK_VALUES, MIN_BLOCK, MAX_BLOCK] = [2 ** 15, 128, 1024];
/** Shards are as many as so many sums allow, within limits that keep many threads busy, and two where Hessians are large. */
const [SHARD_VALUES, MIN_SHARDS, MAX_SHARDS] = [2 ** 20, 2, 32];

export const parametersOf = (nFeatures: number, nClasses: number): number => (nClasses - 1) * (nFeatures + 1);

/** Numbers of a shard's sums. */
export const sumsOf = (nParameters: number, withHessian: boolean): number =>
  1 + nParameters + (withHessian ? nParameters ** 2 : 0);

export const shardsOf = (nSums: number): number =>
  Math.max(MIN_SHARDS, Math.min(MAX_SHARDS, Math.floor(SHARD_VALUES / nSums)));

/** The shared memory of a fit, nothing worked out yet. */
export function createTask(problem: Problem, withHessian: boolean, threads: number): LogisticTask {
  const { nSamples, nFeatures } = problem.X;
  const nParameters = parametersOf(nFeatures, problem.nClasses);
  const fitting = Math.floor(BLOCK_VALUES / (nFeatures + 1));
  const blockSize = Math.min(nSamples, Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, fitting)));
  const nSums = sumsOf(nParameters, withHessian);
  const nShards = Math.min(Math.ceil(nSamples / blockSize), shardsOf(nSums));
  return {
    ...problem,
    counters: createCounters(threads),
    units: { factor: sharedFloats(nFeatures), shift: sharedFloats(nFeatures) },
    blockSize,
    blocks: sharedFloats(nSamples * (nFeatures + 1)),
    nShards,
    at: sharedFloats(nParameters),
    sums: sharedFloats(nShards * nSums),
  };
}
