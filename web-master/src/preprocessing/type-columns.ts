import type { Cell, Column, PreprocessingStep, SourceColumn } from '@ml-microservices/shared/contracts';
import { parseFinite } from '@ml-microservices/shared/csv';

interface Typed {
  readonly columns: Column[];
  readonly rows: Cell[][];
  readonly steps: PreprocessingStep[];
}

/**
 * Types the columns by the source's data dictionary, and where that is silent by the whole source. A column that is
 * numeric there but has other text in these rows stays text: no value is lost.
 */
export function typeColumns(names: readonly string[], rows: readonly Cell[][], source: readonly SourceColumn[]): Typed {
  const known = new Map(source.map((column) => [column.name, column]));
  const columns = names.map((name, index) => {
    const column = columnOf(name, known.get(name));
    return column.type === 'numeric' && !isNumeric(rows, index) ? asText(column) : column;
  });
  const cells = rows.map((row) =>
    row.map((cell, index) => (columns[index].type === 'numeric' ? toNumber(cell) : cell)),
  );
  const inDictionary = names.filter((name) => known.get(name)?.dictionary !== undefined);
  const kept = names.filter((name, index) => columns[index].type !== columnOf(name, known.get(name)).type);
  const steps: PreprocessingStep[] = [
    { step: 'type_columns', detail: 'columns typed by the data dictionary', count: inDictionary.length },
  ];
  if (kept.length > 0) steps.push(keptAsText(kept.join(', '), kept.length));
  return { columns, rows: cells, steps };
}

function keptAsText(columns: string, count: number): PreprocessingStep {
  return { step: 'keep_as_text', detail: `not all numbers: ${columns}`, count, values: { columns } };
}

function columnOf(name: string, known: SourceColumn | undefined): Column {
  return known?.dictionary ?? { name, type: known?.type ?? 'categorical' };
}

function asText(column: Column): Column {
  return { ...column, type: 'categorical' };
}

function isNumeric(rows: readonly Cell[][], index: number): boolean {
  return rows.every((row) => typeof row[index] !== 'string' || !Number.isNaN(parseFinite(row[index])));
}

function toNumber(cell: Cell): Cell {
  return typeof cell === 'string' ? parseFinite(cell) : cell;
}
