import type { Cell } from '../contracts/index.js';

/** Blanks at either end as well: readers may trim them. */
const MUST_BE_QUOTED = /[",\r\n\ufeff]|^ | $/;

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  if (cell === null) return '';
  return MUST_BE_QUOTED.test(cell) ? quoted(cell) : cell;
}

/** A record without its line end. */
export function csvRecord(cells: readonly Cell[]): string {
  let record = '';
  for (let i = 0; i < cells.length; i++) record += i === 0 ? cellText(cells[i]) : `,${cellText(cells[i])}`;
  return record;
}

/** CSV by RFC 4180 with `\n` at the end of a line; a missing value is an empty cell. */
export function csvText(fields: readonly string[], rows: readonly (readonly Cell[])[]): string {
  // The empty cell of a single column is quoted: an empty line would be no row.
  const recordOf = fields.length === 1 ? ([cell]: readonly Cell[]) => quoted(String(cell ?? '')) : csvRecord;
  return [fields, ...rows].map((row) => recordOf(row)).join('\n');
}
