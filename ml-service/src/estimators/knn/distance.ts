/** Squared Euclidean distance of a query to the point that starts at `from`. Every search uses this, to the same bit. */
export function squaredDistance(query: Float64Array, points: Float64Array, from: number): number {
  let sum = 0;
  for (let j = 0; j < query.length; j++) {
    const difference = query[j] - points[from + j];
    sum += difference * difference;
  }
  return sum;
}

/** A power of two, so that nothing is rounded, small enough for the squares of the largest numbers. */
const FAR = 2 ** -540;

/** The same in units in which no distance overflows; all that is small beside it becomes 0. */
export function squaredFarDistance(query: Float64Array, points: Float64Array, from: number): number {
  let sum = 0;
  for (let j = 0; j < query.length; j++) {
    const difference = query[j] * FAR - points[from + j] * FAR;
    sum += difference * difference;
  }
  return sum;
}
