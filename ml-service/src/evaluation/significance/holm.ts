/**
 * Holm's step-down adjustment (1979) of p values, in their order: the i-th smallest of m, counted from 0, times m - i,
 * never below a smaller one's, at most 1. Those that are null are not tested and stay so.
 */
export function holm(ps: readonly (number | null)[]): (number | null)[] {
  const tested = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let largest = 0;
  tested.forEach(({ p, index }, i) => {
    largest = Math.max(largest, Math.min(1, p * (tested.length - i)));
    adjusted[index] = largest;
  });
  return adjusted;
}
