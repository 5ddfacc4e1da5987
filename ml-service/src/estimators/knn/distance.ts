/** Points that are compared with a query at a time. */
export const AT_ONCE = 64;

/**
 * Squared Euclidean distances of a query to `count` points, one after the other from value `from`, into `squares`.
 * Every search uses this, to the same bit. Four points at a time, whose sums the processor adds side by side.
 */
export function squaredDistances(
  query: Float64Array,
  points: Float64Array,
  { from, count }: { readonly from: number; readonly count: number },
  squares: Float64Array,
): void {
  const p = query.length;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    const a = from + i * p;
    const b = a + p;
    const c = b + p;
    const d = c + p;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < p; j++) {
      const value = query[j];
      const d0 = value - points[a + j];
      const d1 = value - points[b + j];
      const d2 = value - points[c + j];
      const d3 = value - points[d + j];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    squares[i] = s0;
    squares[i + 1] = s1;
    squares[i + 2] = s2;
    squares[i + 3] = s3;
  }
  for (; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) {
      const difference = query[j] - points[from + i * p + j];
      sum += difference * difference;
    }
    squares[i] = sum;
  }
}

/** A power of two, so that nothing is rounded, small enough for the squares of the largest numbers. */
export const FAR = 2 ** -540;

/** The same for one point, in units in which no distance overflows; all that is small beside it becomes 0. */
export function squaredFarDistance(query: Float64Array, points: Float64Array, from: number): number {
  let sum = 0;
  for (let j = 0; j < query.length; j++) {
    const difference = query[j] * FAR - points[from + j] * FAR;
    sum += difference * difference;
  }
  return sum;
}
