import { type FieldError, Problem, type Row } from '@ml-microservices/shared/contracts';
import { NOT_A_NUMBER, parseNumberText } from '@ml-microservices/shared/csv';
import { createColumnBuilder } from './column-builder.js';
import type { ColumnPlan, Table, TableColumn } from './table.js';

const MAX_FAULTS = 20;
const MAX_QUOTED_VALUE = 40;

/** JSON pointer (RFC 6901) of a cell. */
const pointer = (row: number, name: string) => `/rows/${row}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * The table of row objects. A name that some rows lack is missing in them; null and missing words are missing too.
 * Numbers may come as text, categories as their word or their code. Throws a problem that lists the cells at fault; of
 * a part of the rows, `first` is the place of its first one and `header` the names of all.
 */
export function tableFromRows(rows: readonly Row[], plan: ColumnPlan, first = 0, header = namesOf(rows)): Table {
  const faults: FieldError[] = [];
  const columns = header.flatMap((name) => {
    const spec = plan(name);
    if (!spec) return [];
    return [spec.type === 'numeric' ? numericColumn(name, rows, faults, first) : wordColumn(name, rows, spec)];
  });
  if (faults.length > 0) {
    const shown = faults.slice(0, MAX_FAULTS);
    throw new Problem('invalid_input', `${faults[0].path}: ${faults[0].message}`, { errors: shown });
  }
  return { nRows: rows.length, header, columns };
}

/** A name that a row lacks is missing in it, also where every object inherits something of that name. */
const cellOf = (row: Row, name: string) => (Object.hasOwn(row, name) ? row[name] : null);

/** The names that any row has, in the order in which they come first. */
export function namesOf(rows: readonly Row[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

function numericColumn(name: string, rows: readonly Row[], faults: FieldError[], first: number): TableColumn {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const cell = cellOf(rows[i], name);
    let value = Number.NaN;
    if (typeof cell === 'number') value = Number.isFinite(cell) ? cell : NOT_A_NUMBER;
    else if (typeof cell === 'string') value = parseNumberText(cell.trim());
    if (value === NOT_A_NUMBER) {
      const got = JSON.stringify(String(cell).slice(0, MAX_QUOTED_VALUE));
      const message = `must be a finite number, got ${got}`;
      faults.push({
        path: pointer(first + i, name),
        message,
        reason: 'not_a_number',
        values: { column: name, value: got },
      });
    }
    values[i] = value;
  }
  return { name, type: 'numeric', values };
}

function wordColumn(name: string, rows: readonly Row[], spec: NonNullable<ReturnType<ColumnPlan>>): TableColumn {
  const builder = createColumnBuilder(name, spec);
  for (let i = 0; i < rows.length; i++) {
    const cell = cellOf(rows[i], name);
    if (cell === null) {
      builder.putMissing(i);
    } else {
      const bytes = Buffer.from(String(cell).trim());
      builder.put(i, bytes, 0, bytes.length);
    }
  }
  return builder.take(rows.length);
}
