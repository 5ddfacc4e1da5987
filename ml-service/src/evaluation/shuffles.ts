import type { Matrix } from '../estimators/matrix.js';

/** Columns that move together. */
export interface Columns {
  readonly first: number;
  readonly width: number;
}

/**
 * The rows that shuffles of some columns make, each different one once: rows that keep their values are left out, and
 * few values meet the same row again and again.
 */
export class Shuffles {
  readonly #X: Matrix;
  readonly #columns: Columns;
  /** For each row the first one with the same values in the columns. */
  readonly #alike: Int32Array;
  /** Place of each new row, by its row and that of the values which it took. */
  readonly #places = new Map<number, number>();
  /** Both of them, by place. */
  readonly #rows: number[] = [];
  readonly #sources: number[] = [];

  constructor(X: Matrix, columns: Columns) {
    this.#X = X;
    this.#columns = columns;
    const seen = new Map<string, number>();
    this.#alike = Int32Array.from({ length: X.nSamples }, (_, row) => {
      const key = this.#valuesOf(row).join();
      const first = seen.get(key) ?? row;
      seen.set(key, first);
      return first;
    });
  }

  /** Row `i` takes the values of row `order[i]`; answers the places of the new rows, -1 where a row stays as it is. */
  add(order: Int32Array): Int32Array {
    return order.map((from, row) => {
      const source = this.#alike[from];
      if (source === this.#alike[row]) return -1;
      const key = row * this.#X.nSamples + source;
      const known = this.#places.get(key);
      if (known !== undefined) return known;
      this.#places.set(key, this.#rows.length);
      this.#sources.push(source);
      return this.#rows.push(row) - 1;
    });
  }

  /** The new rows, each at its place. */
  matrix(): Matrix {
    const { nSamples, nFeatures, values } = this.#X;
    const { first, width } = this.#columns;
    const size = this.#rows.length;
    const made = new Float64Array(size * nFeatures);
    for (let j = 0; j < nFeatures; j++) {
      const from = j >= first && j < first + width ? this.#sources : this.#rows;
      for (let place = 0; place < size; place++) made[j * size + place] = values[j * nSamples + from[place]];
    }
    return { nSamples: size, nFeatures, values: made };
  }

  #valuesOf(row: number): number[] {
    const { nSamples, values } = this.#X;
    const { first, width } = this.#columns;
    return Array.from({ length: width }, (_, j) => values[(first + j) * nSamples + row]);
  }
}
