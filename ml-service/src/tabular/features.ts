import type { Column, DroppedColumn, NoticeValues } from '@ml-microservices/shared/contracts';
import { isLeftOut, sum } from '@ml-microservices/shared/statistics';
import { columnsByName, type Table, type TableColumn } from './table.js';

/** With fewer rows nothing can be said of a column by its values. */
const MIN_ROWS_TO_GUESS = 20;
const MAX_MISSING_SHARE = 0.6;
/** A column of words is free text above this many distinct ones, and above this share of the rows. */
const MAX_WORDS = 50;
const MAX_WORDS_SHARE = 0.1;

type Reason = Required<Omit<DroppedColumn, 'name'>>;

const because = (code: string, reason: string, values: NoticeValues = {}): Reason => ({ reason, code, values });
const NOT_ASKED = because('not_asked', 'not among the features asked for');

export interface FeatureWish {
  readonly target: string;
  /** Columns to learn from, as asked; by default all that are useful. */
  readonly features?: readonly string[] | undefined;
}

export interface FeatureChoice {
  /** In the order of the table's columns; as asked where asked. */
  readonly features: readonly string[];
  readonly dropped: readonly DroppedColumn[];
}

/**
 * The columns to learn from, and why each other one is left out. What is asked wins, then the role that the dataset's
 * schema gives, then a guess by the values: identifiers, free text, mostly missing and constant columns are dropped.
 */
export function chooseFeatures(table: Table, schema: readonly Column[], wish: FeatureWish): FeatureChoice {
  const asked = wish.features && new Set(wish.features);
  const columns = columnsByName(table);
  const known = new Map(schema.map((column) => [column.name, column]));
  const features: string[] = [];
  const dropped: DroppedColumn[] = [];
  for (const name of table.header) {
    if (name === wish.target || asked?.has(name)) continue;
    const reason = asked ? NOT_ASKED : reasonToDrop(columns.get(name), known.get(name));
    if (reason) dropped.push({ name, ...reason });
    else features.push(name);
  }
  return { features: wish.features ?? features, dropped };
}

function reasonToDrop(column: TableColumn | undefined, known: Column | undefined): Reason | null {
  if (known?.role === 'feature') return null;
  if (known?.role && isLeftOut(known.role)) {
    return because('marked', `the dataset marks it as ${known.role}`, { role: known.role });
  }
  if (column?.type === 'numeric') return guessNumeric(column.values);
  return column ? guessWords(column, known?.categories !== undefined) : null;
}

function mostlyMissing(missing: number, nRows: number): Reason | null {
  if (missing <= MAX_MISSING_SHARE * nRows) return null;
  const share = Math.round((100 * missing) / nRows);
  const reason = `mostly missing: ${missing} of ${nRows} values (${share} %)`;
  return because('mostly_missing', reason, { missing, rows: nRows });
}

function guessNumeric(values: Float64Array): Reason | null {
  if (values.length < MIN_ROWS_TO_GUESS) return null;
  let missing = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let rises = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) missing++;
    if (value < min) min = value;
    if (value > max) max = value;
    rises &&= Number.isInteger(value) && (row === 0 || value === values[row - 1] + 1);
  }
  const gaps = mostlyMissing(missing, values.length);
  if (gaps) return gaps;
  if (min === max) return because('constant', `constant: every value is ${min}`, { value: min });
  return rises ? because('rising', 'identifier: the numbers rise by one from row to row') : null;
}

/** Words whose categories the schema lists are no identifiers and no text, however many there are. */
function guessWords({ codes, words }: TableColumn & { type: 'categorical' }, isListed: boolean): Reason | null {
  const nRows = codes.length;
  if (nRows < MIN_ROWS_TO_GUESS) return null;
  const occurs = new Uint8Array(words.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else occurs[code] = 1;
  }
  const distinct = sum(occurs);
  const gaps = mostlyMissing(missing, nRows);
  if (gaps) return gaps;
  if (distinct === 1) {
    const value = words.at(occurs.indexOf(1)) ?? '';
    return because('constant', `constant: every value is "${value}"`, { value });
  }
  if (isListed) return null;
  if (distinct === nRows - missing) return because('distinct', 'identifier: every value is different');
  const most = Math.max(MAX_WORDS, MAX_WORDS_SHARE * nRows);
  if (distinct <= most) return null;
  return because('free_text', `free text: ${distinct} different values in ${nRows} rows`, { distinct, rows: nRows });
}
