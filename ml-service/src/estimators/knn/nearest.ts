/**
 * The k nearest rows found so far: a binary heap with the farthest on top, where of two rows at the same distance the
 * higher row number is the farther. So what is kept depends on the rows alone, not on the order they came in.
 */
export class Nearest {
  /** Squared distances and row numbers; nearest first once they are sorted. */
  readonly squares: Float64Array;
  readonly rows: Int32Array;
  #size = 0;
  /** Squared distance that a row must not exceed to be of use; infinite until there are k. */
  limit = Number.POSITIVE_INFINITY;

  constructor(k: number) {
    this.squares = new Float64Array(k);
    this.rows = new Int32Array(k);
  }

  clear(): void {
    this.#size = 0;
    this.limit = Number.POSITIVE_INFINITY;
  }

  offer(square: number, row: number): void {
    if (this.#size < this.rows.length) {
      this.#rise(this.#size++, square, row);
      if (this.#size === this.rows.length) this.limit = this.squares[0];
    } else if (this.#isFarther(0, square, row)) {
      this.#sink(0, square, row, this.#size);
      this.limit = this.squares[0];
    }
  }

  /** Needs k rows; the heap must be cleared then. */
  sort(): void {
    for (let end = this.#size - 1; end > 0; end--) {
      const [square, row] = [this.squares[end], this.rows[end]];
      this.squares[end] = this.squares[0];
      this.rows[end] = this.rows[0];
      this.#sink(0, square, row, end);
    }
  }

  /** Whether what is in `slot` is farther than the row. */
  #isFarther(slot: number, square: number, row: number): boolean {
    return this.squares[slot] > square || (this.squares[slot] === square && this.rows[slot] > row);
  }

  #rise(from: number, square: number, row: number): void {
    let slot = from;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (this.#isFarther(parent, square, row)) break;
      this.#move(parent, slot);
      slot = parent;
    }
    this.squares[slot] = square;
    this.rows[slot] = row;
  }

  #sink(from: number, square: number, row: number, size: number): void {
    let slot = from;
    for (let child = 2 * slot + 1; child < size; child = 2 * slot + 1) {
      const other = child + 1;
      if (other < size && this.#isFarther(other, this.squares[child], this.rows[child])) child = other;
      if (!this.#isFarther(child, square, row)) break;
      this.#move(child, slot);
      slot = child;
    }
    this.squares[slot] = square;
    this.rows[slot] = row;
  }

  #move(from: number, to: number): void {
    this.squares[to] = this.squares[from];
    this.rows[to] = this.rows[from];
  }
}
