import { sum } from '@ml-microservices/shared/statistics';
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
  const members = membersOf(classes, nClasses);
  const wanted = shares(
    members.map((positions) => positions.length),
    Math.ceil(testSize * rows.length - 1e-9),
  );
  const random = createRandom(seed);
  const inTest = new Uint8Array(rows.length);
  members.forEach((positions, code) => {
    drawTest(positions, input.groups, { wanted: wanted[code], random, inTest });
  });
  return {
    train: rows.filter((_, i) => inTest[i] === 0),
    test: rows.filter((_, i) => inTest[i] === 1),
  };
}

/** The positions of each class, ascending. */
function membersOf(classes: Int32Array, nClasses: number): Int32Array[] {
  const counts = new Int32Array(nClasses);
  for (let i = 0; i < classes.length; i++) counts[classes[i]]++;
  const members = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(nClasses);
  for (let i = 0; i < classes.length; i++) members[classes[i]][filled[classes[i]]++] = i;
  return members;
}

/** `total` divided in proportion to `counts`, and never all of a count. */
function shares(counts: readonly number[], total: number): number[] {
  const all = sum(counts);
  const exact = counts.map((count) => (all === 0 ? 0 : (count * total) / all));
  const given = exact.map((share, code) => Math.min(Math.floor(share), Math.max(0, counts[code] - 1)));
  let left = total - sum(given);
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

interface Draw {
  readonly wanted: number;
  readonly random: Random;
  readonly inTest: Uint8Array;
}

/**
 * Marks whole groups of the positions, in random order, as long as they fit into `wanted` rows and one group is left
 * for training.
 */
function drawTest(positions: Int32Array, groups: Int32Array, { wanted, random, inTest }: Draw): void {
  const { placeOf, sizes } = groupsAt(positions, groups);
  const order = Int32Array.from(sizes.keys());
  shuffleInPlace(order, random);
  const isTaken = new Uint8Array(sizes.length);
  let left = wanted;
  let kept = sizes.length;
  for (const place of order) {
    if (left === 0 || kept === 1) break;
    if (sizes[place] > left) continue;
    isTaken[place] = 1;
    left -= sizes[place];
    kept--;
  }
  for (let i = 0; i < positions.length; i++) inTest[positions[i]] = isTaken[placeOf[i]];
}

/** The place of each position's group among those that occur, by first positions, and the size of each. */
function groupsAt(positions: Int32Array, groups: Int32Array) {
  const placeOf = new Int32Array(positions.length);
  const places = new Map<number, number>();
  const sizes: number[] = [];
  for (let i = 0; i < positions.length; i++) {
    const group = groups[positions[i]];
    const place = places.get(group) ?? sizes.length;
    if (place === sizes.length) {
      places.set(group, place);
      sizes.push(0);
    }
    sizes[place]++;
    placeOf[i] = place;
  }
  return { placeOf, sizes };
}
