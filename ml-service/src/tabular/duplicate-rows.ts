import type { Table, TableColumn } from './table.js';

const PRIME = 0x01000193;

/** Number of the group of each row: rows that are equal in every column share one, counted from 0 by first rows. */
export interface RowGroups {
  readonly groupOf: Int32Array;
  readonly nGroups: number;
}

/** Bits of each number as two words, all NaN alike and 0 equal to -0. */
function comparableWords(values: Float64Array): Int32Array {
  const comparable = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) comparable[row] = values[row] === 0 ? 0 : values[row];
  return new Int32Array(comparable.buffer);
}

/** Two arrays of 32-bit words that are equal exactly where the cells are. */
function comparable(column: TableColumn): readonly { readonly words: Int32Array; readonly step: number }[] {
  if (column.type === 'categorical') return [{ words: column.codes, step: 1 }];
  return [{ words: comparableWords(column.values), step: 2 }];
}

/** Groups of equal rows of a table. Expected cost nRows x nColumns. */
export function groupEqualRows(table: Table): RowGroups {
  const parts = table.columns.flatMap(comparable);
  const hashes = new Int32Array(table.nRows);
  for (const { words, step } of parts) {
    for (let at = 0; at < words.length; at++) {
      const row = step === 1 ? at : at >> 1;
      const mixed = Math.imul(hashes[row] ^ words[at], PRIME);
      hashes[row] = mixed ^ (mixed >>> 15);
    }
  }
  const equal = (a: number, b: number): boolean => {
    for (const { words, step } of parts) {
      for (let i = 0; i < step; i++) if (words[a * step + i] !== words[b * step + i]) return false;
    }
    return true;
  };
  return groupByHash(hashes, equal);
}

/** 1 for each of some rows of a table that none of the others equals. */
export function aloneAmong(table: Table, rows: Int32Array): Uint8Array {
  const { groupOf, nGroups } = groupEqualRows(table);
  const sizes = new Int32Array(nGroups);
  for (const row of rows) sizes[groupOf[row]]++;
  return Uint8Array.from(rows, (row) => (sizes[groupOf[row]] === 1 ? 1 : 0));
}

function groupByHash(hashes: Int32Array, equal: (a: number, b: number) => boolean): RowGroups {
  let size = 16;
  while (size < 2 * hashes.length) size *= 2;
  /** Open addressing: first row of a group + 1, or 0 where free. */
  const slots = new Int32Array(size);
  const groupOf = new Int32Array(hashes.length);
  let nGroups = 0;
  for (let row = 0; row < hashes.length; row++) {
    let slot = hashes[row] & (size - 1);
    while (slots[slot] !== 0 && !(hashes[slots[slot] - 1] === hashes[row] && equal(slots[slot] - 1, row))) {
      slot = (slot + 1) & (size - 1);
    }
    if (slots[slot] === 0) {
      slots[slot] = row + 1;
      groupOf[row] = nGroups++;
    } else {
      groupOf[row] = groupOf[slots[slot] - 1];
    }
  }
  return { groupOf, nGroups };
}
