import type { ClassLabel, ColumnType } from '@ml-microservices/shared/contracts';
import { parseNumberText } from '@ml-microservices/shared/csv';
import { codeNamedBy } from './categories.js';
import type { TableColumn } from './table.js';

/** The distinct values of a target column: numbers ascending, or words in ascending code-unit order. */
export function classesOf(column: TableColumn): ClassLabel[] {
  if (column.type === 'numeric') {
    const distinct = new Set<number>();
    // A set takes 0 and -0 for the same.
    for (const value of column.values) if (!Number.isNaN(value)) distinct.add(value);
    return [...distinct].sort((a, b) => a - b);
  }
  const occurs = new Uint8Array(column.words.length);
  for (const code of column.codes) if (code >= 0) occurs[code] = 1;
  const words = Array.from(occurs, (found, code) => (found ? (column.words.at(code) ?? '') : ''));
  return words.filter((_, code) => occurs[code] === 1).sort(byCodeUnits);
}

export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a row says of its class where it says nothing, and where it says what is none of the classes. */
export const [NO_CLASS, OTHER_CLASS] = [-1, -2];

/**
 * Code of the class of each row of a target column. A class may be written as its word or its number (`1`, `1.0`);
 * a class that is a word also as its code, where no class is a number.
 */
export function classCodes(column: TableColumn, classes: readonly ClassLabel[], type: ColumnType): Int32Array {
  const byLabel = new Map<ClassLabel, number>(classes.map((label, code) => [label, code]));
  if (column.type === 'numeric') {
    const codes = new Int32Array(column.values.length);
    column.values.forEach((value, row) => {
      codes[row] = Number.isNaN(value) ? NO_CLASS : (byLabel.get(value) ?? codeOfText(String(value), byLabel, type));
    });
    return codes;
  }
  const known = new Map<number, number>();
  return column.codes.map((word) => {
    if (word < 0) return NO_CLASS;
    let code = known.get(word);
    if (code === undefined) {
      code = codeOfText(column.words.at(word) ?? '', byLabel, type);
      known.set(word, code);
    }
    return code;
  });
}

function codeOfText(text: string, byLabel: ReadonlyMap<ClassLabel, number>, type: ColumnType): number {
  if (type === 'numeric') return byLabel.get(parseNumberText(text)) ?? OTHER_CLASS;
  return byLabel.get(text) ?? codeNamedBy(text, [...byLabel.keys()].map(String)) ?? OTHER_CLASS;
}
