import type { Matrix } from '../matrix.js';
import { sharedBytes, sharedFloats, sharedIntegers } from '../shared-memory.js';

export const MAX_BINS = 256;

/** Values by the bin they fall into, so that a split is searched over at most 256 places. */
export interface Bins {
  /** nSamples x nFeatures, column-major: the bin of each value. */
  readonly codes: Uint8Array;
  /** Number of bins of each feature. */
  readonly counts: Int32Array;
  /** Smallest and largest value in bin `b` of feature `j`, at `j * MAX_BINS + b`. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Bins every feature: each distinct value is a bin of its own up to `maxBins` of them, quantile bins above. A missing
 * value has the code after the last bin, for which `maxBins` must leave room. Cost O(nFeatures x nSamples log nSamples).
 * The buffers are shared, so that threads can read them.
 */
export function binFeatures(X: Matrix, maxBins = MAX_BINS): Bins {
  const { nSamples, nFeatures, values } = X;
  const bins = {
    codes: sharedBytes(nSamples * nFeatures),
    counts: sharedIntegers(nFeatures),
    low: sharedFloats(MAX_BINS * nFeatures),
    high: sharedFloats(MAX_BINS * nFeatures),
  };
  const sorted = new Float64Array(nSamples);
  const upper = new Float64Array(MAX_BINS);
  for (let feature = 0; feature < nFeatures; feature++) {
    const column = values.subarray(feature * nSamples, (feature + 1) * nSamples);
    sorted.set(column);
    sorted.sort();
    const at = feature * MAX_BINS;
    const count = cut(present(sorted), bins.low.subarray(at, at + maxBins), bins.high.subarray(at, at + maxBins));
    bins.counts[feature] = count;
    upper.set(bins.high.subarray(at, at + count));
    encode(column, upper.subarray(0, count), bins.codes.subarray(feature * nSamples, (feature + 1) * nSamples));
  }
  return bins;
}

/** Sorted values without those that are missing, which are sorted to the end. */
function present(sorted: Float64Array): Float64Array {
  let n = sorted.length;
  while (n > 0 && Number.isNaN(sorted[n - 1])) n--;
  return sorted.subarray(0, n);
}

/** Cuts sorted values into as many bins as `low` has room for, and answers how many; equal values are never parted. */
function cut(sorted: Float64Array, low: Float64Array, high: Float64Array): number {
  const n = sorted.length;
  let distinct = n > 0 ? 1 : 0;
  for (let i = 1; i < n; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  const quantiles = distinct > low.length;
  let count = 0;
  for (let start = 0; start < n; count++) {
    // Each bin takes its share of what is left, so that a frequent value does not starve those after it.
    const wanted = quantiles ? Math.ceil((n - start) / (low.length - count)) : 1;
    let end = Math.min(n, start + wanted);
    while (end < n && sorted[end] === sorted[end - 1]) end++;
    low[count] = sorted[start];
    high[count] = sorted[end - 1];
    start = end;
  }
  return count;
}

function encode(column: Float64Array, upper: Float64Array, codes: Uint8Array): void {
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    let below = 0;
    let above = upper.length - 1;
    while (below < above) {
      const middle = (below + above) >> 1;
      if (value <= upper[middle]) above = middle;
      else below = middle + 1;
    }
    codes[i] = Number.isNaN(value) ? upper.length : below;
  }
}
