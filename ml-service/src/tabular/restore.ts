import type { Cell } from '@ml-microservices/shared/contracts';
import type { Encoder, Transformer } from './transform.js';

/** What scaling there and back loses at most, as a share of the largest number that it meets. */
const ROUNDING = 2 ** -49;

/**
 * The features' cells of a matrix row, whose column `at` is `valueAt(at)`: numbers in their own units, categories as
 * words, null where a missing value was kept. An imputed value is there as imputed.
 */
export function restoreRow({ encoders, scaling }: Transformer, valueAt: (at: number) => number): Cell[] {
  const unscaled = (at: number) => {
    const value = valueAt(at);
    return scaling ? unscale(value, scaling.means[at], scaling.scales[at]) : value;
  };
  return encoders.map((encoder) => cellOf(encoder, unscaled));
}

function cellOf({ feature, first, width }: Encoder, unscaled: (at: number) => number): Cell {
  if (feature.type === 'numeric') return Number.isNaN(unscaled(first)) ? null : unscaled(first);
  const categories = feature.categories ?? [];
  if (width === 1) return categories[unscaled(first)] ?? null;
  return categories.find((_, code) => unscaled(first + code) > 0.5) ?? null;
}

/** Without the digits that are rounding alone. */
function unscale(value: number, mean: number, scale: number): number {
  const exact = value * scale + mean;
  const error = ROUNDING * Math.max(Math.abs(mean), Math.abs(scale), Math.abs(exact));
  const digits = Math.floor(Math.log10(Math.abs(exact) / error));
  return digits < 1 ? 0 : Number(exact.toPrecision(digits));
}
