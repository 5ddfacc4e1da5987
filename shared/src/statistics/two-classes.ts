import type { ColumnProfile } from '../contracts/index.js';

/**
 * The classes of a target that has two, in the order that is theirs unless another is asked for: by number, or by
 * alphabet. Undefined where there are not two, and where the profile does not tell: `categories` may be written as codes.
 */
export function twoClassesOf(
  { type, distinct, min, max, top = [] }: ColumnProfile,
  categories?: readonly string[],
): string[] | undefined {
  if (distinct !== 2) return undefined;
  const found = type === 'numeric' ? [String(min), String(max)] : top.map(({ value }) => value).toSorted();
  const isTold = new Set(found).size === 2 && (!categories || found.every((label) => categories.includes(label)));
  return isTold ? found : undefined;
}
