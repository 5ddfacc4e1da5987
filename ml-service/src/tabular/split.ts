import { createRandom, type Random, shuffleInPlace } from '../estimators/random.js';

/** Row numbers, ascending; together all rows that were to be split, and none twice. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface SplitOptions {
  /** Share of the rows for the test, in (0, 1): ceil(testSize x nRows) rows, as scikit-learn counts them. */
  readonly testSize: number;
  readonly seed: number;
}

/** The rows to split: row `rows[i]` has class `classes[i]` and belongs to the group `groups[i]` of equal rows. */
export interface SplitInput {
  readonly rows: Int32Array;
  readonly classes: Int32Array;
  readonly nClasses: number;
  readonly groups: Int32Array;
}

/**
 * Stratified split: each class gives its proportional number of rows to the test (largest remainders first, ties to
 * the lower class). Equal rows stay together, so a class with many of them may miss its number by less than a group;
 * each class keeps at least one group for training. The same input gives the same split.
 */
export function stratifiedSplit(input: SplitInput, { testSize, seed }: SplitOptions): Split {
  const { rows, classes, nClasses } = input;
  const members: number[][] = Array.from({ length: nClasses }, () => []);
  for (let i = 0; i < rows.length; i++) members[classes[i]].push(i);
  const wanted = shares(
    members.map((positions) => positions.length),
    Math.ceil(testSize * rows.length - 1e-9),
  );
  const random = createRandom(seed);
  const inTest = new Uint8Array(rows.length);
  members.forEach((positions, code) => {
    drawTest(groupsOf(positions, input.groups), wanted[code], random, inTest);
  });
  return {
    train: rows.filter((_, i) => inTest[i] === 0),
    test: rows.filter((_, i) => inTest[i] === 1),
  };
}

/** `total` divided in proportion to `counts`, and never all of a count. */
function shares(counts: readonly number[], total: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (all === 0 ? 0 : (count * total) / all));
  const given = exact.map((share, code) => Math.min(Math.floor(share), Math.max(0, counts[code] - 1)));
  let left = total - given.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((share, code) => ({ code, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.code - b.code);
  for (const { code } of byRemainder) {
    if (left === 0) break;
    if (given[code] + 1 >= counts[code]) continue;
    given[code]++;
    left--;
  }
  return given;
}

function groupsOf(positions: readonly number[], groups: Int32Array): number[][] {
  const byGroup = new Map<number, number[]>();
  for (const position of positions) {
    const group = byGroup.get(groups[position]);
    if (group) group.push(position);
    else byGroup.set(groups[position], [position]);
  }
  return [...byGroup.values()];
}

/** Marks whole groups, in random order, as long as they fit into `wanted` rows and one group is left for training. */
function drawTest(groups: readonly number[][], wanted: number, random: Random, inTest: Uint8Array): void {
  const order = Int32Array.from(groups, (_, i) => i);
  shuffleInPlace(order, random);
  let left = wanted;
  let kept = groups.length;
  for (const index of order) {
    if (left === 0 || kept === 1) break;
    if (groups[index].length > left) continue;
    for (const position of groups[index]) inTest[position] = 1;
    left -= groups[index].length;
    kept--;
  }
}
