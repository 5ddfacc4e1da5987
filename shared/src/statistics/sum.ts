export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** NaN of none. */
export const mean = (values: ArrayLike<number>): number => sum(values) / values.length;

/** Of a whole population: the squares are averaged over n. NaN of none. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  return Math.sqrt(mean(Array.from(values, (value) => (value - centre) ** 2)));
}
