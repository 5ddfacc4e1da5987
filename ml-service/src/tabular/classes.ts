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
    return [...distinct].sort(inUsualOrder);
  }
  const occurs = new Uint8Array(column.words.length);
  for (const code of column.codes) if (code >= 0) occurs[code] = 1;
  const words = Array.from(occurs, (found, code) => (found ? (column.words.at(code) ?? '') : ''));
  return words.filter((_, code) => occurs[code] === 1).sort(byCodeUnits);
}

export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inUsualOrder = (a: ClassLabel, b: ClassLabel): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : byCodeUnits(String(a), String(b));

/** Whether the positive class of two, which is the second of a model, is the first in the usual order. */
export function isReversed(classes: readonly ClassLabel[]): boolean {
  return classes.length === 2 && inUsualOrder(classes[0], classes[1]) > 0;
}

/** Codes by the usual order: rows are dealt to test and folds alike, whichever class is the positive one. */
export function strataOf(codes: Int32Array, classes: readonly ClassLabel[]): Int32Array {
  return isReversed(classes) ? codes.map((code) => 1 - code) : codes;
}

/** What a row says of its class where it says nothing, and where it says what is none of the classes. */
export const [NO_CLASS, OTHER_CLASS] = [-1, -2];

/**
 * Code of the class of each row of a target column. A class may be written as its word or its number (`1`, `1.0`);
 * a class that is a word also as its code in alphabetical order, where no class is a number.
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
  const words = [...byLabel.keys()].map(String).sort(byCodeUnits);
  const code = codeNamedBy(text, words);
  return byLabel.get(text) ?? (code === undefined ? undefined : byLabel.get(words[code])) ?? OTHER_CLASS;
}
