import { createRandom, shuffleInPlace } from '../estimators/random.js';
import type { SplitInput } from './split.js';

export interface FoldOptions {
  readonly folds: number;
  readonly seed: number;
  /** Gives another division under the same seed. */
  readonly repeat: number;
}

/**
 * Stratified folds: the fold, from 0, of each row, in the order of `rows`. Each class is dealt over the folds in random
 * order, going on where the last class ended, so that folds differ by about a row; equal rows stay together.
 */
export function stratifiedFolds(
  { classes, nClasses, groups }: SplitInput,
  { folds, seed, repeat }: FoldOptions,
): Int32Array {
  const random = createRandom(seed, repeat + 1);
  const foldOf = new Int32Array(classes.length);
  let next = 0;
  for (let code = 0; code < nClasses; code++) {
    const members = Int32Array.from(classes.keys()).filter((i) => classes[i] === code);
    shuffleInPlace(members, random);
    const foldOfGroup = new Map<number, number>();
    for (const i of members) {
      const known = foldOfGroup.get(groups[i]);
      foldOf[i] = known ?? next;
      if (known !== undefined) continue;
      foldOfGroup.set(groups[i], next);
      next = (next + 1) % folds;
    }
  }
  return foldOf;
}
