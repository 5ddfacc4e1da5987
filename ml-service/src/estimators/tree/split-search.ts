import type { Random } from '../random.js';
import { Bag, type TrainingSet } from './bag.js';
import { BestSplit } from './best-split.js';
import { Constants } from './constants.js';
import type { GrowOptions } from './grow.js';
import type { Node } from './node-stack.js';

/** From so many samples on two features are counted at once; below, what that spares is lost in finding the bins. */
const MANY = 256;

/** Looks for the best split of a node among features drawn at random. */
export class SplitSearch {
  readonly bag: Bag;
  /** What the last search found. */
  readonly best: BestSplit;
  readonly #maxFeatures: number;
  /** The features, those drawn last before the others. */
  readonly #order: Int32Array;
  /** Features known to be constant in the node. */
  readonly #constants: Constants;

  constructor(data: TrainingSet, { maxFeatures, minSamplesLeaf }: GrowOptions) {
    const { bins, nFeatures, nClasses } = data;
    const least = minSamplesLeaf > 1 ? minSamplesLeaf : 0;
    this.bag = new Bag(data, least > 0);
    this.best = new BestSplit(this.bag, { nBins: bins.counts, nClasses, least });
    this.#maxFeatures = Math.min(maxFeatures, nFeatures);
    this.#order = new Int32Array(nFeatures);
    this.#constants = new Constants(nFeatures);
  }

  /** Makes a tree depend on its own random numbers alone. */
  reset(): void {
    for (let j = 0; j < this.#order.length; j++) this.#order[j] = j;
  }

  /**
   * True where `best` splits the node. As many features are drawn as are wanted, and more until one is not constant;
   * ties go to the feature drawn first, then to the lowest bin.
   */
  search(node: Node, random: Random): boolean {
    const nFeatures = this.#order.length;
    const isLarge = node.end - node.start >= MANY;
    this.#constants.cutTo(node.constants);
    this.best.clear();
    let useful = 0;
    let waiting = -1;
    for (let drawn = 0; drawn < nFeatures && (drawn < this.#maxFeatures || useful === 0); drawn++) {
      const feature = this.#draw(drawn, random);
      const isKnown = this.#constants.has(feature);
      const isLast = drawn + 1 >= this.#maxFeatures;
      if (waiting >= 0 && (isLast || !isKnown)) {
        useful += isKnown ? this.#tryOne(waiting, node) : this.#tryTwo(waiting, feature, node);
        waiting = -1;
      } else if (!isKnown && isLarge && !isLast) waiting = feature;
      else if (!isKnown) useful += this.#tryOne(feature, node);
    }
    node.constants = this.#constants.size;
    return this.best.score > Number.NEGATIVE_INFINITY;
  }

  /** Draws one of the features that were not drawn before. */
  #draw(drawn: number, random: Random): number {
    const order = this.#order;
    const other = drawn + random.below(order.length - drawn);
    const feature = order[other];
    order[other] = order[drawn];
    order[drawn] = feature;
    return feature;
  }

  /** How many of the features are not constant. */
  #tryOne(feature: number, node: Node): number {
    this.bag.count(feature, node);
    return this.#take(feature, 0, node);
  }

  #tryTwo(feature: number, other: number, node: Node): number {
    this.bag.countTwo(feature, other, node);
    return this.#take(feature, 0, node) + this.#take(other, 1, node);
  }

  #take(feature: number, histogram: 0 | 1, node: Node): number {
    if (this.best.try(feature, this.bag.histograms[histogram], node)) return 1;
    this.#constants.add(feature);
    return 0;
  }
}
