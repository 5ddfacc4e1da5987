import { createRandom, shuffleInPlace } from '../estimators/random.js';
import type { SplitInput } from './split.js';

export interface FoldOptions {
  readonly folds: number;
  readonly seed: number;
  /** Gives another division under the same seed. */
  readonly repeat: number;
}

/** Raised when the same rows are dealt to other folds than before. */
export const FOLDS_VERSION = 2;

/**
 * Stratified folds: the fold, from 0, of each row, in the order of `rows`. Equal rows stay together: the groups of a class
 * are dealt largest first, those of a size in random order, each to the fold with the fewest rows of the class, then of
 * all, going on where the last class ended. Folds differ by about a row, and by no more than a group where rows are equal.
 * Cost nRows x folds.
 */
export function stratifiedFolds(
  { classes, nClasses, groups }: SplitInput,
  { folds, seed, repeat }: FoldOptions,
): Int32Array {
  const random = createRandom(seed, repeat + 1);
  const foldOf = new Int32Array(classes.length);
  const inFold = new Int32Array(folds);
  let next = 0;
  for (let code = 0; code < nClasses; code++) {
    const members = Int32Array.from(classes.keys()).filter((i) => classes[i] === code);
    shuffleInPlace(members, random);
    const ofClass = new Int32Array(folds);
    for (const group of largestFirst(members, groups)) {
      let fewest = next;
      for (let step = 1; step < folds; step++) {
        const fold = (next + step) % folds;
        if ((ofClass[fold] - ofClass[fewest] || inFold[fold] - inFold[fewest]) < 0) fewest = fold;
      }
      for (const i of group) foldOf[i] = fewest;
      ofClass[fewest] += group.length;
      inFold[fewest] += group.length;
      next = (fewest + 1) % folds;
    }
  }
  return foldOf;
}

/** Those of `members` that are equal together, equally large groups in the order of the members. */
function largestFirst(members: Int32Array, groups: Int32Array): number[][] {
  const byGroup = new Map<number, number[]>();
  for (const i of members) {
    const group = byGroup.get(groups[i]);
    if (group) group.push(i);
    else byGroup.set(groups[i], [i]);
  }
  return [...byGroup.values()].sort((a, b) => b.length - a.length);
}
