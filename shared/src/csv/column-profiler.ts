import type { ColumnProfile, ColumnType } from '../contracts/index.js';
import { NOT_A_NUMBER, parseNumberBytes } from './number-bytes.js';
import { NumberSummary } from './number-summary.js';
import { unreadNumber } from './unread-number.js';
import { isMissingBytes } from './values.js';
import { WordTable } from './word-table.js';
import { writtenDate } from './written-date.js';

/** Distinct values are counted up to here; the profile says where there are more. */
const MAX_DISTINCT = 10_000;
/** A word of a smaller share of the rows so far is not frequent. */
const FREQUENT = 0.01;
const TOP = 20;

/** Describes one column while its cells go by; its type is that of the schema, else what its values allow. */
export class ColumnProfiler {
  readonly #name: string;
  readonly #type: ColumnType | undefined;
  #words = new WordTable();
  #counts = new Float64Array(64);
  #hasMore = false;
  /** Whether the counts are of all rows. */
  #isCounted = true;
  #missing = 0;
  #isNumeric = true;
  #numbers = new NumberSummary();

  constructor(name: string, type?: ColumnType) {
    this.#name = name;
    this.#type = type;
  }

  /** Takes the trimmed cell `bytes[start, end)`; false where the column must be numeric and the cell is not. */
  add(bytes: Buffer, start: number, end: number): boolean {
    if (isMissingBytes(bytes, start, end)) {
      this.#missing++;
      return true;
    }
    const value = this.#isNumeric ? parseNumberBytes(bytes, start, end) : NOT_A_NUMBER;
    this.#count(bytes, start, end);
    if (value !== NOT_A_NUMBER) this.#numbers.add(value);
    else this.#isNumeric = false;
    return this.#isNumeric || this.#type !== 'numeric';
  }

  get type(): ColumnType {
    return this.#type ?? (this.#isNumeric ? 'numeric' : 'categorical');
  }

  profile(): ColumnProfile {
    const base = {
      name: this.#name,
      type: this.type,
      missing: this.#missing,
      distinct: this.type === 'numeric' ? this.#distinctNumbers() : this.#words.length,
      ...(this.#hasMore && { distinct_is_more: true }),
    };
    const isTakenForWords = !this.#isNumeric && !this.#type;
    const unread = isTakenForWords ? unreadNumber(this.#words) : undefined;
    const date = isTakenForWords ? writtenDate(this.#words) : undefined;
    return this.type === 'numeric'
      ? { ...base, ...this.#numbers.describe() }
      : {
          ...base,
          ...(unread !== undefined && { unread_number: unread }),
          ...(date !== undefined && { date }),
          ...(this.#isCounted && { top: this.#top() }),
        };
  }

  #count(bytes: Buffer, start: number, end: number): void {
    // Where no counts are told, as of numbers, what is beyond those known need not be looked up.
    if (this.#hasMore && (this.type === 'numeric' || !this.#isCounted)) {
      this.#isCounted = false;
      return;
    }
    const isFull = this.#words.length === MAX_DISTINCT;
    const code = isFull ? this.#words.find(bytes, start, end) : this.#words.codeOf(bytes, start, end);
    if (code < 0) {
      // Of names or tickets the most frequent tell nothing, and counting them takes a fifth of the reading.
      if (!this.#hasMore) this.#isCounted = this.#isAnyFrequent();
      this.#hasMore = true;
      return;
    }
    if (code >= this.#counts.length) {
      const grown = new Float64Array(2 * code);
      grown.set(this.#counts);
      this.#counts = grown;
    }
    this.#counts[code]++;
  }

  #isAnyFrequent(): boolean {
    const counts = this.#counts.subarray(0, this.#words.length);
    const [rows, most] = counts.reduce(([sum, largest], count) => [sum + count, Math.max(largest, count)], [0, 0]);
    return most >= FREQUENT * rows;
  }

  /** 1 and 1.0 are one number; two that are too large to be told apart as such, as long identifiers, are by their words. */
  #distinctNumbers(): number {
    const sizes = Array.from({ length: this.#words.length }, (_, code) => {
      const word = this.#words.at(code);
      return Math.abs(Number(word)) <= Number.MAX_SAFE_INTEGER ? Number(word) : word;
    });
    return new Set(sizes).size;
  }

  /** Most frequent first, equal ones in the order of their words. Ten thousand words are not sorted for twenty. */
  #top(): Counted[] {
    const counts = this.#counts.subarray(0, this.#words.length);
    const least = counts.slice().sort().at(-TOP) ?? 0;
    const top: Counted[] = [];
    counts.forEach((count, code) => {
      if (count < least) return;
      const counted = { value: this.#words.at(code) ?? '', count };
      const place = top.findLastIndex((other) => isBefore(other, counted)) + 1;
      if (place === TOP) return;
      top.splice(place, 0, counted);
      if (top.length > TOP) top.pop();
    });
    return top;
  }
}

interface Counted {
  readonly value: string;
  readonly count: number;
}

const isBefore = (a: Counted, b: Counted) => a.count > b.count || (a.count === b.count && a.value < b.value);
