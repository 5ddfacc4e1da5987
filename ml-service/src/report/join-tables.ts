import {
  type CategoricalColumn,
  findColumn,
  type NumericColumn,
  type Table,
  type TableColumn,
} from '../tabular/table.js';

/** The rows of two tables, one after the other, in the columns `names` that both have. */
export function joinTables(first: Table, second: Table, names: readonly string[]): Table {
  const columns = names.flatMap((name): TableColumn[] => {
    const [a, b] = [findColumn(first, name), findColumn(second, name)];
    if (a?.type === 'numeric' && b?.type === 'numeric') return [joinNumbers(a, b)];
    if (a?.type === 'categorical' && b?.type === 'categorical') return [joinWords(a, b)];
    return [];
  });
  return { nRows: first.nRows + second.nRows, header: columns.map(({ name }) => name), columns };
}

function joinNumbers(a: NumericColumn, b: NumericColumn): NumericColumn {
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { ...a, values };
}

/** The words of the second get the codes of the first, or new ones after them. */
function joinWords(a: CategoricalColumn, b: CategoricalColumn): CategoricalColumn {
  const words = Array.from({ length: a.words.length }, (_, code) => a.words.at(code) ?? '');
  const codeOf = new Map(words.map((word, code) => [word, code]));
  const inFirst = Int32Array.from({ length: b.words.length }, (_, code) => {
    const word = b.words.at(code) ?? '';
    const known = codeOf.get(word) ?? words.push(word) - 1;
    codeOf.set(word, known);
    return known;
  });
  const codes = new Int32Array(a.codes.length + b.codes.length);
  codes.set(a.codes);
  codes.set(
    b.codes.map((code) => (code < 0 ? code : inFirst[code])),
    a.codes.length,
  );
  return { ...a, codes, words };
}
