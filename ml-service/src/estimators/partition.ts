/** Part of an array of row numbers: from `start` up to but not including `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Moves those rows of a range that go left before the others and answers where the others start. Stable: both sides
 * keep their order, so that what grows on a side does not depend on the order of the splits. `scratch` must hold as
 * many rows as the range.
 */
export function partition(
  rows: Int32Array,
  { start, end }: Range,
  isLeft: (row: number) => boolean,
  scratch: Int32Array,
): number {
  let left = start;
  let right = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i];
    if (isLeft(row)) rows[left++] = row;
    else scratch[right++] = row;
  }
  for (let i = 0; i < right; i++) rows[left + i] = scratch[i];
  return left;
}
