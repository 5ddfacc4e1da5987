import type { Estimate, IntervalMethod } from '@ml-microservices/shared/contracts';

/** Confidence of every interval. */
export const LEVEL = 0.95;
export { Z } from '@ml-microservices/shared/statistics';

export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/** A value without an interval. */
export function withoutInterval(value: number | null, n: number): Estimate {
  return { value, lo: null, hi: null, level: LEVEL, method: 'none', n };
}

/** A value with its interval; without one where either is not defined. */
export function withInterval(
  value: number | null,
  interval: Interval | null,
  { method, n }: { readonly method: IntervalMethod; readonly n: number },
): Estimate {
  if (value === null || interval === null) return withoutInterval(value, n);
  return { value, lo: interval.lo, hi: interval.hi, level: LEVEL, method, n };
}
