/** A set of features that grows on the way down a tree and is cut back on the way up. */
export class Constants {
  readonly #has: Uint8Array;
  readonly #features: Int32Array;
  #size = 0;

  constructor(nFeatures: number) {
    this.#has = new Uint8Array(nFeatures);
    this.#features = new Int32Array(nFeatures);
  }

  get size(): number {
    return this.#size;
  }

  has(feature: number): boolean {
    return this.#has[feature] === 1;
  }

  add(feature: number): void {
    this.#has[feature] = 1;
    this.#features[this.#size++] = feature;
  }

  /** Takes out what was added since there were `size`. */
  cutTo(size: number): void {
    while (this.#size > size) this.#has[this.#features[--this.#size]] = 0;
  }
}
