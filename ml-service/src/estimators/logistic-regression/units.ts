import type { Matrix } from '../matrix.js';

/** The solver's units of each column `j`: it sees `x * factor[j] - shift[j]`, of mean 0 and standard deviation 1. */
export interface Units {
  readonly factor: Float64Array;
  readonly shift: Float64Array;
}

/** A column with less spread than this is taken as constant: the square of its factor would overflow. */
const SMALLEST_SPREAD = 1e-140;

/**
 * Works out the units of column `j`. Solving in them changes nothing about the optimum, since the penalty stays on the
 * coefficients of the columns as given, but makes it well conditioned for columns of very different scale, and safe for
 * values up to the largest.
 */
export function measureColumn({ nSamples, values }: Matrix, j: number, { factor, shift }: Units): void {
  const column = values.subarray(j * nSamples, (j + 1) * nSamples);
  const [low, high] = rangeOf(column);
  const largest = Math.max(-low, high);
  if (low === high || largest < SMALLEST_SPREAD) return;
  const { mean, deviation } = momentsOf(column, largest);
  const spread = deviation * largest;
  if (!(spread >= SMALLEST_SPREAD)) return;
  factor[j] = 1 / spread;
  shift[j] = mean / deviation;
}

function rangeOf(column: Float64Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < column.length; i++) {
    if (column[i] < low) low = column[i];
    if (column[i] > high) high = column[i];
  }
  return [low, high];
}

/** Of the values divided by `unit`, in [-1, 1], so that no sum or square overflows. */
function momentsOf(column: Float64Array, unit: number): { mean: number; deviation: number } {
  const factor = 1 / unit;
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i] * factor;
  const mean = sum / column.length;
  let squares = 0;
  for (let i = 0; i < column.length; i++) squares += (column[i] * factor - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / column.length) };
}
