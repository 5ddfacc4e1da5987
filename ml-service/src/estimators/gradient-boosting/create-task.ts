import type { GradientBoostingParams } from '@ml-microservices/shared/contracts';
import { createCounters } from '../crew.js';
import type { Matrix } from '../matrix.js';
import { type Bins, binFeatures, MAX_BINS } from '../tree/bins.js';
import { type Bundles, bundleFeatures } from './bundles.js';
import { BLOCK, type BoostingTask, PER_BIN, PER_JOB, PER_RANGE, PER_SPLIT, ROWS } from './task.js';
import type { Held } from './validation.js';

/** Most splits that are looked for at once, each in one block. */
const MAX_SPLIT_TASKS = 2 ** 16;
const MAX_JOBS = 256;
/** Histograms of nodes that are still open take at most this much; what finds no room is summed up anew. */
export const HISTOGRAM_BYTES = 2 ** 26;

const floats = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
const integers = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));

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
  const offsets = integers(nFeatures + 1);
  for (let j = 0; j < nFeatures; j++) offsets[j + 1] = offsets[j] + sizes[j];
  const bundles = bundleFeatures(bins, sizes, nSamples);
  const blocks = blocksOf(bundles);
  const maxJobs = Math.max(1, Math.min(MAX_JOBS, Math.floor(MAX_SPLIT_TASKS / Math.max(1, blocks.length))));
  const nSlots = slotsOf(nSamples, offsets[nFeatures], params);
  const odds = floats(nOutputs * nSamples);
  baseline.forEach((value, k) => {
    odds.fill(Math.exp(value), k * nSamples, (k + 1) * nSamples);
  });
  const classes = integers(nSamples);
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
    oddsSums: floats(nOutputs > 1 ? nSamples : 0),
    output: integers(1),
    gradients: floats(2 * nSamples),
    sums: floats(PER_BIN * Math.ceil(nSamples / ROWS)),
    rows: integers(2 * nSamples),
    histograms: floats(nSlots * offsets[nFeatures] * PER_BIN),
    jobs: floats(maxJobs * PER_JOB),
    ranges: integers(maxJobs * threads * PER_RANGE),
    splits: floats(2 * maxJobs * blocks.length * PER_SPLIT),
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
    const features = integers(starts[last] - starts[block * BLOCK]);
    features.set(members.subarray(starts[block * BLOCK], starts[last]));
    return features.sort();
  });
}

function missingIn({ nSamples, nFeatures, values }: Matrix): Uint8Array {
  const hasMissing = new Uint8Array(new SharedArrayBuffer(nFeatures));
  for (let j = 0; j < nFeatures; j++) {
    for (let i = j * nSamples; i < (j + 1) * nSamples; i++) if (Number.isNaN(values[i])) hasMissing[j] = 1;
  }
  return hasMissing;
}
