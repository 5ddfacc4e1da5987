import { sum } from '@ml-microservices/shared/statistics';
import type { TableColumn } from '../tabular/table.js';
import type { LabelledRows } from '../training/split-rows.js';
import { quantile } from './intervals/quantile.js';

const RANGES = 6;
/** Fewer rows of a value predict what the majority is: Holte's guard against rules learned by heart. */
const FEWEST_ROWS = 6;
export const MISSING = 'missing';

/** What one column alone says: the class of each of its values or ranges. */
export interface OneRule {
  readonly feature: string;
  readonly rules: readonly { readonly when: string; readonly code: number }[];
  /** Rows of the training that it gets right. */
  readonly right: number;
  predict(column: TableColumn, row: number): number;
}

/**
 * One-rule (Holte 1993) of a column: numbers in up to six ranges, or as many as there are classes, of about as many
 * training rows; so few distinct numbers each for itself.
 */
export function oneRuleOf(column: TableColumn, { rows, codes }: LabelledRows, nClasses: number): OneRule {
  const { ranges, keyOf } = keysOf(column, rows, Math.max(RANGES, nClasses));
  const counts = new Map(ranges.map((name) => [name, new Int32Array(nClasses)]));
  const all = new Int32Array(nClasses);
  rows.forEach((row, i) => {
    const key = keyOf(column, row);
    const ofKey = counts.get(key) ?? new Int32Array(nClasses);
    counts.set(key, ofKey);
    ofKey[codes[i]]++;
    all[codes[i]]++;
  });
  const majority = largestAt(all);
  const ofKey = new Map<string, number>();
  let right = 0;
  for (const [key, byClass] of counts) {
    const n = sum(byClass);
    const code = n < FEWEST_ROWS ? majority : largestAt(byClass);
    ofKey.set(key, code);
    right += byClass[code];
  }
  return {
    feature: column.name,
    rules: [...ofKey].map(([when, code]) => ({ when, code })),
    right,
    predict: (of, row) => ofKey.get(keyOf(of, row)) ?? majority,
  };
}

/** The lowest code of those with the largest count. */
export const largestAt = (counts: Int32Array): number => counts.indexOf(counts.reduce((a, b) => Math.max(a, b), 0));

interface Keys {
  /** Of numbers, rising. */
  readonly ranges: readonly string[];
  readonly keyOf: (column: TableColumn, row: number) => string;
}

/** The value or range of each row, by the training rows; words are compared as words, so another table will do. */
function keysOf(column: TableColumn, rows: Int32Array, nRanges: number): Keys {
  if (column.type === 'categorical') {
    const keyOf: Keys['keyOf'] = (of, row) =>
      of.type === 'categorical' && of.codes[row] >= 0 ? (of.words.at(of.codes[row]) ?? '') : MISSING;
    return { ranges: [], keyOf };
  }
  const cuts = cutsOf(column.values, rows, nRanges);
  const ranges = [...cuts, Number.POSITIVE_INFINITY].map((cut, i) => rangeName(i === 0 ? null : cuts[i - 1], cut));
  const keyOf: Keys['keyOf'] = (of, row) => {
    const value = of.type === 'numeric' ? of.values[row] : Number.NaN;
    if (Number.isNaN(value)) return MISSING;
    const index = cuts.findIndex((cut) => value <= cut);
    return ranges[index < 0 ? cuts.length : index];
  };
  return { ranges, keyOf };
}

function cutsOf(values: Float64Array, rows: Int32Array, nRanges: number): number[] {
  const known = Float64Array.from(rows, (row) => values[row])
    .filter((value) => !Number.isNaN(value))
    .sort();
  const distinct = [...new Set(known)];
  if (distinct.length <= nRanges) return distinct.slice(0, -1);
  const last = known[known.length - 1];
  const shares = Array.from({ length: nRanges - 1 }, (_, i) => quantile(known, (i + 1) / nRanges));
  return [...new Set(shares)].filter((cut) => cut < last);
}

const short = (value: number) => String(Number(value.toPrecision(6)));

/** Above `low` up to `high`, in no language. */
export function rangeName(low: number | null, high: number): string {
  if (high === Number.POSITIVE_INFINITY) return low === null ? 'any number' : `> ${short(low)}`;
  return low === null ? `≤ ${short(high)}` : `> ${short(low)}, ≤ ${short(high)}`;
}
