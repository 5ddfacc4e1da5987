/** A node of a growing tree; one object is filled again and again, so that no garbage is made. */
export interface Node {
  id: number;
  /** Its samples in the bag. */
  start: number;
  end: number;
  /** Its samples out of the bag. */
  outStart: number;
  outEnd: number;
  depth: number;
  /** How many features were found constant in the nodes above. */
  constants: number;
  /** Weights of the classes. */
  readonly totals: Int32Array;
}

const [ID, START, END, OUT_START, OUT_END, DEPTH, CONSTANTS, TOTALS] = [0, 1, 2, 3, 4, 5, 6, 7];
const FIRST_ROOM = 64;

export const createNode = (nClasses: number): Node => ({
  id: 0,
  start: 0,
  end: 0,
  outStart: 0,
  outEnd: 0,
  depth: 0,
  constants: 0,
  totals: new Int32Array(nClasses),
});

/** Nodes that are still to be looked at, the last one first. */
export class NodeStack {
  readonly #nClasses: number;
  #values: Int32Array;
  #top = 0;

  constructor(nClasses: number) {
    this.#nClasses = nClasses;
    this.#values = new Int32Array(FIRST_ROOM * (TOTALS + nClasses));
  }

  push(node: Node): void {
    const at = this.#top;
    this.#top += TOTALS + this.#nClasses;
    if (this.#top > this.#values.length) this.#grow();
    const values = this.#values;
    values[at + ID] = node.id;
    values[at + START] = node.start;
    values[at + END] = node.end;
    values[at + OUT_START] = node.outStart;
    values[at + OUT_END] = node.outEnd;
    values[at + DEPTH] = node.depth;
    values[at + CONSTANTS] = node.constants;
    for (let c = 0; c < this.#nClasses; c++) values[at + TOTALS + c] = node.totals[c];
  }

  /** Fills `node` with the last one; false where none is left. */
  pop(node: Node): boolean {
    if (this.#top === 0) return false;
    this.#top -= TOTALS + this.#nClasses;
    const at = this.#top;
    const values = this.#values;
    node.id = values[at + ID];
    node.start = values[at + START];
    node.end = values[at + END];
    node.outStart = values[at + OUT_START];
    node.outEnd = values[at + OUT_END];
    node.depth = values[at + DEPTH];
    node.constants = values[at + CONSTANTS];
    for (let c = 0; c < this.#nClasses; c++) node.totals[c] = values[at + TOTALS + c];
    return true;
  }

  #grow(): void {
    const larger = new Int32Array(2 * this.#values.length);
    larger.set(this.#values);
    this.#values = larger;
  }
}
