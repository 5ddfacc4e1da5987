import type { GradientBoostingParams } from '@ml-microservices/shared/contracts';
import { createCounters } from '../crew.js';
import type { Matrix } from '../matrix.js';
import { type Bins, binFeatures, MAX_BINS } from '../tree/bins.js';
import { type BoostingTask, blocksOf, CHUNK, PER_BIN, PER_JOB, PER_SPLIT } from './task.js';

/** Most splits that are looked for at once, each in one block. */
const MAX_SPLIT_TASKS = 2 ** 16;
const MAX_JOBS = 256;
/** Histograms of nodes that are still open take at most this much; what finds no room is summed up anew. */
export const HISTOGRAM_BYTES = 2 ** 26;

const floats = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
const integers = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));

export interface PreparedTask {
  readonly task: BoostingTask;
  readonly bins: Bins;
  readonly nSlots: number;
  readonly maxJobs: number;
}

/** A fit's shared memory, its sums at the baseline. `positions` has the class of each row. */
export function createTask(
  X: Matrix,
  positions: Int32Array,
  baseline: Float64Array,
  params: GradientBoostingParams,
): PreparedTask {
  const { nSamples, nFeatures } = X;
  const nOutputs = baseline.length;
  // One code is left for missing values.
  const bins = binFeatures(X, MAX_BINS - 1);
  const offsets = integers(nFeatures + 1);
  for (let j = 0; j < nFeatures; j++) offsets[j + 1] = offsets[j] + bins.counts[j] + 1;
  const nBlocks = blocksOf(nFeatures);
  const maxJobs = Math.max(1, Math.min(MAX_JOBS, Math.floor(MAX_SPLIT_TASKS / nBlocks)));
  const nSlots = slotsOf(nSamples, offsets[nFeatures], params);
  const raw = floats(nOutputs * nSamples);
  baseline.forEach((value, k) => {
    raw.fill(value, k * nSamples, (k + 1) * nSamples);
  });
  const classes = integers(nSamples);
  classes.set(positions);
  const task = {
    counters: createCounters(),
    nSamples,
    nFeatures,
    codes: bins.codes,
    offsets,
    hasMissing: missingIn(X),
    minSamplesLeaf: params.min_samples_leaf,
    l2: params.l2_regularization,
    classes,
    nOutputs,
    raw,
    normalizers: floats(nOutputs > 1 ? nSamples : 0),
    output: integers(1),
    gradients: floats(2 * nSamples),
    sums: floats(PER_BIN * Math.ceil(nSamples / CHUNK)),
    rows: integers(nSamples),
    scratch: integers(nSamples),
    histograms: floats(nSlots * offsets[nFeatures] * PER_BIN),
    jobs: floats(maxJobs * PER_JOB),
    splits: floats(2 * maxJobs * nBlocks * PER_SPLIT),
  };
  return { task, bins, nSlots, maxJobs };
}

/** A histogram for each node that may be open at once, as far as there is room. */
function slotsOf(nSamples: number, nBins: number, params: GradientBoostingParams): number {
  const leaves = Math.min(nSamples / params.min_samples_leaf, 2 ** Math.min(params.max_depth ?? 30, 30));
  return Math.min(Math.ceil(leaves), Math.floor(HISTOGRAM_BYTES / (8 * PER_BIN * nBins)));
}

function missingIn({ nSamples, nFeatures, values }: Matrix): Uint8Array {
  const hasMissing = new Uint8Array(new SharedArrayBuffer(nFeatures));
  for (let j = 0; j < nFeatures; j++) {
    if (values.subarray(j * nSamples, (j + 1) * nSamples).some(Number.isNaN)) hasMissing[j] = 1;
  }
  return hasMissing;
}
