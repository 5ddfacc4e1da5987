import { sharedBytes, sharedIntegers } from '../shared-memory.js';
import type { Bins } from '../tree/bins.js';

/** Codes of a bundle. */
export const BUNDLE_CODES = 256;
/** A feature is tried with so many of the bundles begun last. */
const TRIED = 16;

/**
 * Features of few bins share a code: that of each is a digit of it, so one pass over the rows sums up all of them. A
 * feature of one bin can split nothing and is in no bundle.
 */
export interface Bundles {
  readonly nBundles: number;
  /** nSamples x nBundles, column-major. */
  readonly codes: Uint8Array;
  /** The features of bundle `b`: `members` from `starts[b]` up to but not including `starts[b + 1]`. */
  readonly members: Int32Array;
  readonly starts: Int32Array;
  /** The bin of member `m` in code `c` at `m * BUNDLE_CODES + c`. */
  readonly bins: Uint8Array;
  /** Place of each feature among the members, -1 where it is in no bundle; and its bundle. */
  readonly places: Int32Array;
  readonly bundleOf: Int32Array;
}

interface Bundle {
  readonly features: number[];
  size: number;
}

/** Bundles features of `sizes` bins, those of missing values among them; the buffers are shared. */
export function bundleFeatures({ codes }: Bins, sizes: readonly number[], nSamples: number): Bundles {
  const bundles = assign(sizes);
  const nMembers = bundles.reduce((sum, { features }) => sum + features.length, 0);
  const result = {
    nBundles: bundles.length,
    codes: sharedBytes(nSamples * bundles.length),
    members: sharedIntegers(nMembers),
    starts: sharedIntegers(bundles.length + 1),
    bins: sharedBytes(nMembers * BUNDLE_CODES),
    places: sharedIntegers(sizes.length).fill(-1),
    bundleOf: sharedIntegers(sizes.length).fill(-1),
  };
  let place = 0;
  bundles.forEach(({ features, size }, bundle) => {
    const column = result.codes.subarray(bundle * nSamples, (bundle + 1) * nSamples);
    let stride = 1;
    for (const feature of features) {
      const own = codes.subarray(feature * nSamples, (feature + 1) * nSamples);
      for (let i = 0; i < nSamples; i++) column[i] += stride * own[i];
      for (let code = 0; code < size; code++) {
        result.bins[place * BUNDLE_CODES + code] = Math.floor(code / stride) % sizes[feature];
      }
      stride *= sizes[feature];
      result.members[place] = feature;
      result.places[feature] = place++;
      result.bundleOf[feature] = bundle;
    }
    result.starts[bundle + 1] = place;
  });
  return result;
}

function assign(sizes: readonly number[]): Bundle[] {
  const bundles: Bundle[] = [];
  sizes.forEach((size, feature) => {
    if (size < 2) return;
    const bundle = bundles.slice(-TRIED).find((each) => each.size * size <= BUNDLE_CODES);
    if (bundle) {
      bundle.features.push(feature);
      bundle.size *= size;
    } else bundles.push({ features: [feature], size });
  });
  return bundles;
}
