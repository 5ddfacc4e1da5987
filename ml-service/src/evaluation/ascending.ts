/**
 * Numbers of the values by rising value, equal ones in their order. Cost n log n: floats are sorted by themselves, and
 * then each finds its place, since a sort that calls a function to compare takes several times as long.
 */
export function ascending(values: Float64Array): Int32Array {
  const sorted = values.slice().sort();
  const taken = new Int32Array(values.length);
  const order = new Int32Array(values.length);
  values.forEach((value, i) => {
    const first = firstAtLeast(sorted, value);
    order[first + taken[first]++] = i;
  });
  return order;
}

export const firstAtLeast = (sorted: Float64Array, score: number) => firstWhere(sorted, (value) => value >= score);
export const firstAbove = (sorted: Float64Array, score: number) => firstWhere(sorted, (value) => value > score);

/** Place of the first of the sorted values for which it holds; their number where there is none. */
function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
