import { type Bag, type Histogram, wordsOf } from './bag.js';
import type { Node } from './node-stack.js';

const BITS = 32;

/** The best split of a node among those tried since it was cleared. */
export class BestSplit {
  feature = -1;
  /** Samples of bins up to `bin` go left; `nextBin` is the next one that occurs in the node. */
  bin = 0;
  nextBin = 0;
  /** The sum of the classes' squared weights over their sum, on the left and on the right. */
  score = Number.NEGATIVE_INFINITY;
  /** Weights of the classes on the left. */
  readonly left: Int32Array;
  readonly #bag: Bag;
  readonly #nBins: Int32Array;
  /** Fewest samples on a side; 0 where they are not counted, since one is always there. */
  readonly #least: number;
  readonly #running: Int32Array;
  readonly #scan: (feature: number, histogram: Histogram, node: Node) => boolean;

  constructor(bag: Bag, { nBins, nClasses, least }: { nBins: Int32Array; nClasses: number; least: number }) {
    this.#bag = bag;
    this.#nBins = nBins;
    this.#least = least;
    this.left = new Int32Array(nClasses);
    this.#running = new Int32Array(nClasses);
    // The general way makes a forest of two classes take an eighth longer.
    this.#scan = nClasses === 2 ? this.#scanTwoClasses : this.#scanClasses;
  }

  clear(): void {
    this.score = Number.NEGATIVE_INFINITY;
  }

  /**
   * Tries every place between two bins, and empties the histogram. Gini is 1 - sum(w_c^2)/w^2, so the split with the
   * largest score lowers it most. Ties go to what was tried first. False where the feature is constant in the node.
   */
  try(feature: number, histogram: Histogram, node: Node): boolean {
    return this.#scan(feature, histogram, node);
  }

  #scanTwoClasses(feature: number, { weights, present, counts }: Histogram, { start, end, totals }: Node): boolean {
    const { memory } = this.#bag;
    const words = wordsOf(this.#nBins[feature]);
    const [total0, total1] = totals;
    let [left0, left1, nLeft, last, isConstant] = [0, 0, 0, -1, true];
    for (let word = 0; word < words; word++) {
      for (let bits = memory[present + word]; bits !== 0; bits &= bits - 1) {
        const bin = word * BITS + BITS - 1 - Math.clz32(bits & -bits);
        if (last >= 0) {
          isConstant = false;
          const right0 = total0 - left0;
          const right1 = total1 - left1;
          const leftScore = (left0 * left0 + left1 * left1) / (left0 + left1);
          const score = leftScore + (right0 * right0 + right1 * right1) / (right0 + right1);
          if (score > this.score && this.#isAllowed(nLeft, end - start)) {
            this.#take(score, feature, last, bin);
            this.left[0] = left0;
            this.left[1] = left1;
          }
        }
        const at = weights + 2 * bin;
        left0 += memory[at];
        left1 += memory[at + 1];
        nLeft += memory[counts + bin];
        memory[at] = 0;
        memory[at + 1] = 0;
        memory[counts + bin] = 0;
        last = bin;
      }
      memory[present + word] = 0;
    }
    return !isConstant;
  }

  /** For any number of classes; keeps the sums of squares up to date bin by bin. */
  #scanClasses(feature: number, { weights, present, counts }: Histogram, { start, end, totals }: Node): boolean {
    const { memory } = this.#bag;
    const nClasses = totals.length;
    const words = wordsOf(this.#nBins[feature]);
    const running = this.#running;
    let [leftWeight, rightWeight, leftSquares, rightSquares, nLeft, last, isConstant] = [0, 0, 0, 0, 0, -1, true];
    for (let c = 0; c < nClasses; c++) {
      running[c] = 0;
      rightWeight += totals[c];
      rightSquares += totals[c] * totals[c];
    }
    for (let word = 0; word < words; word++) {
      for (let bits = memory[present + word]; bits !== 0; bits &= bits - 1) {
        const bin = word * BITS + BITS - 1 - Math.clz32(bits & -bits);
        if (last >= 0) {
          isConstant = false;
          const score = leftSquares / leftWeight + rightSquares / rightWeight;
          if (score > this.score && this.#isAllowed(nLeft, end - start)) {
            this.#take(score, feature, last, bin);
            for (let c = 0; c < nClasses; c++) this.left[c] = running[c];
          }
        }
        const at = weights + bin * nClasses;
        for (let c = 0; c < nClasses; c++) {
          const weight = memory[at + c];
          leftSquares += weight * (2 * running[c] + weight);
          rightSquares += weight * (weight - 2 * (totals[c] - running[c]));
          leftWeight += weight;
          rightWeight -= weight;
          running[c] += weight;
          memory[at + c] = 0;
        }
        nLeft += memory[counts + bin];
        memory[counts + bin] = 0;
        last = bin;
      }
      memory[present + word] = 0;
    }
    return !isConstant;
  }

  #isAllowed(nLeft: number, nSamples: number): boolean {
    return nLeft >= this.#least && nSamples - nLeft >= this.#least;
  }

  #take(score: number, feature: number, bin: number, nextBin: number): void {
    this.score = score;
    this.feature = feature;
    this.bin = bin;
    this.nextBin = nextBin;
  }
}

/** What a split's score has to exceed to lower the impurity. */
export function scoreOf(totals: Int32Array): number {
  let [weight, squares] = [0, 0];
  for (let c = 0; c < totals.length; c++) {
    weight += totals[c];
    squares += totals[c] * totals[c];
  }
  return squares / weight;
}
