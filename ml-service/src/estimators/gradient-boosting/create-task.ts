import type { GradientBoostingParams } from '@ml-microservices/shared/contracts';
import { createCounters } from '../crew.js';
import type { Matrix } from '../matrix.js';
import { sharedBytes, sharedFloats, sharedIntegers } from '../shared-memory.js';
import { type Bins, binFeatures, MAX_BINS } from '../tree/bins.js';
import { type Bundles, bundleFeatures } from './bundles.js';
import { BLOCK, type BoostingTask, PER_BIN, PER_JOB, PER_RANGE, PER_SPLIT, ROWS } from './task.js';
import type { Held } from './validation.js';

/** Most splits that are looked for at once, each in one block. */
const MAX_SPLIT_TASKS = 2 ** 16;
const MAX_JOBS = 256;
/** Histograms of nodes that are still open take at most this much; what finds no room is summed up anew. */
export const HISTOGRAM_BYTES = 2 ** 26;

/** Where the bins end; their codes are in the bundles. */
export type Edges = Omit<Bins, 'codes'>;

export interface PreparedTask {
  readonly task: BoostingTask;
  readonly edges: Edges;
  readonly nSlots: number;
}

/** A fit's shared memory, its odds at the baseline. `positions` has the class of each row. */
export function createTask(
  { X, positions }: Held,
  baseline: Float64Array,
  params: GradientBoostingParams,
  threads: number,
): PreparedTask {
  const { nSamples, nFeatures } = X;
  const nOutputs = baseline.length;
  // One code is left for missing values.
  const bins = binFeatures(X, MAX_BINS - 1);
  const hasMissing = missingIn(X);
  const sizes = Array.from(bins.counts, (count, j) => count + hasMissing[j]);
  const offsets = sharedIntegers(nFeatures + 1);
  for (let j = 0; j < nFeatures; j++) offsets[j + 1] = offsets[j] + sizes[j];
  const bundles = bundleFeatures(bins, sizes, nSamples);
  const blocks = blocksOf(bundles);
  const maxJobs = Math.max(1, Math.min(MAX_JOBS, Math.floor(MAX_SPLIT_TASKS / Math.max(1, blocks.length))));
  const nSlots = slotsOf(nSamples, offsets[nFeatures], params);
  const odds = sharedFloats(nOutputs * nSamples);
  baseline.forEach((value, k) => {
    odds.fill(Math.exp(value), k * nSamples, (k + 1) * nSamples);
  });
  const classes = sharedIntegers(nSamples);
  classes.set(positions);
  const task = {
    counters: createCounters(threads),
    nSamples,
    nFeatures,
    nShards: threads,
    bundles,
    blocks,
    offsets,
    hasMissing,
    minSamplesLeaf: params.min_samples_leaf,
    l2: params.l2_regularization,
    classes,
    nOutputs,
    odds,
    oddsSums: sharedFloats(nOutputs > 1 ? nSamples : 0),
    output: sharedIntegers(1),
    gradients: sharedFloats(2 * nSamples),
    sums: sharedFloats(PER_BIN * Math.ceil(nSamples / ROWS)),
    rows: sharedIntegers(2 * nSamples),
    histograms: sharedFloats(nSlots * offsets[nFeatures] * PER_BIN),
    jobs: sharedFloats(maxJobs * PER_JOB),
    ranges: sharedIntegers(maxJobs * threads * PER_RANGE),
    splits: sharedFloats(2 * maxJobs * blocks.length * PER_SPLIT),
  };
  return { task, edges: { counts: bins.counts, low: bins.low, high: bins.high }, nSlots };
}

/** A histogram for each node that may be open at once, as far as there is room. */
function slotsOf(nSamples: number, nBins: number, params: GradientBoostingParams): number {
  const leaves = Math.min(nSamples / params.min_samples_leaf, 2 ** Math.min(params.max_depth ?? 30, 30));
  return Math.min(Math.ceil(leaves), Math.floor(HISTOGRAM_BYTES / (8 * PER_BIN * nBins)));
}

function blocksOf({ nBundles, members, starts }: Bundles): Int32Array[] {
  return Array.from({ length: Math.ceil(nBundles / BLOCK) }, (_, block) => {
    const last = Math.min(nBundles, (block + 1) * BLOCK);
    const features = sharedIntegers(starts[last] - starts[block * BLOCK]);
    features.set(members.subarray(starts[block * BLOCK], starts[last]));
    return features.sort();
  });
}

function missingIn({ nSamples, nFeatures, values }: Matrix): Uint8Array {
  const hasMissing = sharedBytes(nFeatures);
  for (let j = 0; j < nFeatures; j++) {
    for (let i = j * nSamples; i < (j + 1) * nSamples; i++) if (Number.isNaN(values[i])) hasMissing[j] = 1;
  }
  return hasMissing;
}
