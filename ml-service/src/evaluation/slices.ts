import type { Slice } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { findColumn, type Table, type TableColumn } from '../tabular/table.js';
import { quantile } from './intervals/quantile.js';
import { proportion } from './intervals/wilson.js';
import { MISSING, rangeName } from './one-rule.js';
import { fisher } from './significance/fisher.js';
import { holm } from './significance/holm.js';

/** Fewer rows say nothing of a slice. */
const SMALL_SLICE = 10;
/** Numbers of no more distinct values are slices by value, not by quartile: classes, counts of siblings. */
const MOST_VALUES = 8;
const MOST_SLICES = 20;
export const MOST_FEATURES = 100;

export interface SlicedRows {
  readonly table: Table;
  readonly rows: Int32Array;
  /** 1 where the prediction of `rows[i]` is right. */
  readonly right: Uint8Array;
}

/**
 * Accuracy by the values of each feature: categories, numbers in quartiles of the rows, missing ones. Each slice of
 * enough rows is tested against the rest by Fisher's exact test, adjusted by Holm over all that are.
 */
export function slicesOf(features: readonly string[], { table, rows, right }: SlicedRows): Slice[] {
  const hits = sum(right);
  const slices = features.slice(0, MOST_FEATURES).flatMap((feature) => {
    const column = findColumn(table, feature);
    return column ? groupsOf(column, rows).map(([slice, members]) => ({ feature, slice, members })) : [];
  });
  const measured = slices.map(({ feature, slice, members }): Slice => {
    const n = members.length;
    const inSlice = members.reduce((sum, i) => sum + right[i], 0);
    const [rest, restRight] = [rows.length - n, hits - inSlice];
    const isSmall = n < SMALL_SLICE;
    return {
      feature,
      slice,
      n,
      accuracy: proportion(inSlice, n),
      gap: rest === 0 ? null : inSlice / n - restRight / rest,
      p: isSmall || rest < SMALL_SLICE ? null : fisher(inSlice, n, restRight, rest),
      p_adjusted: null,
      is_small: isSmall,
    };
  });
  const adjusted = holm(measured.map(({ p }) => p));
  return measured.map((slice, i) => ({ ...slice, p_adjusted: adjusted[i] }));
}

type Group = [slice: string, members: number[]];

/** Positions in `rows` by the value or range of the column. */
function groupsOf(column: TableColumn, rows: Int32Array): Group[] {
  if (column.type === 'numeric') return numericGroups(column.values, rows);
  const groups = grouped(rows, (row) => (column.codes[row] < 0 ? MISSING : (column.words.at(column.codes[row]) ?? '')));
  const bySize = [...groups].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return bySize.slice(0, MOST_SLICES);
}

function numericGroups(values: Float64Array, rows: Int32Array): Group[] {
  const known = Float64Array.from(rows, (row) => values[row])
    .filter((value) => !Number.isNaN(value))
    .sort();
  const distinct = [...new Set(known)];
  const nameOf = distinct.length <= MOST_VALUES ? String : quartileNames(known);
  const groups = grouped(rows, (row) => (Number.isNaN(values[row]) ? MISSING : nameOf(values[row])));
  const lowest = ([slice, members]: Group) =>
    slice === MISSING
      ? Number.POSITIVE_INFINITY
      : members.reduce((least, i) => Math.min(least, values[rows[i]]), Number.POSITIVE_INFINITY);
  return [...groups]
    .map((group) => ({ group, at: lowest(group) }))
    .sort((a, b) => a.at - b.at)
    .map(({ group }) => group);
}

function quartileNames(known: Float64Array): (value: number) => string {
  const last = known[known.length - 1];
  const cuts = [...new Set([0.25, 0.5, 0.75].map((share) => quantile(known, share)))].filter((cut) => cut < last);
  const highs = [...cuts, last];
  const names = highs.map((high, i) => rangeName(i === 0 ? null : highs[i - 1], high));
  return (value) => names[highs.findIndex((cut) => value <= cut)];
}

function grouped(rows: Int32Array, keyOf: (row: number) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const key = keyOf(row);
    const members = groups.get(key);
    if (members) members.push(i);
    else groups.set(key, [i]);
  });
  return groups;
}
