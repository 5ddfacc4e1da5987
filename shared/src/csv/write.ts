import Papa from 'papaparse';
import type { Cell } from '../contracts/index.js';

/** CSV by RFC 4180 with `\n` at the end of a line; a missing value is an empty cell. */
export function csvText(fields: readonly string[], rows: readonly (readonly Cell[])[]): string {
  // The empty cell of a single column is quoted: an empty line would be no row.
  const isSingle = fields.length === 1;
  const data = isSingle ? rows.map(([cell]) => [cell ?? '']) : rows;
  return Papa.unparse({ fields: [...fields], data: data as Cell[][] }, { newline: '\n', quotes: isSingle });
}
