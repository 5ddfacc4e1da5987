/**
 * Moves the rows that go left before the others and answers how many they are. Stable: both sides keep their order, so
 * that what grows on a side does not depend on the order of the splits. `scratch` must hold as many rows.
 */
export function partition(
  rows: Int32Array,
  isLeft: (row: number) => boolean,
  scratch = new Int32Array(rows.length),
): number {
  let left = 0;
  let right = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (isLeft(row)) rows[left++] = row;
    else scratch[right++] = row;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}
