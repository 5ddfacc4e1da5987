import type { Batch, Cell, SourceColumn } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { preprocess } from '../../src/preprocessing/preprocess.js';

const SOURCE: SourceColumn[] = [
  column('Age', 'numeric', { name: 'Age', type: 'numeric', role: 'feature', description: 'in years' }),
  column('Sex', 'categorical', { name: 'Sex', type: 'categorical', categories: ['female', 'male'] }),
  column('Deck', 'categorical'),
];

function column(name: string, type: SourceColumn['type'], dictionary?: SourceColumn['dictionary']): SourceColumn {
  return { name, type, missing: 0, distinct: 1, ...(dictionary && { dictionary }) };
}

function batchOf(...cells: Cell[][]): Batch {
  const columns = ['Age', 'Sex', 'Deck'];
  const rows = cells.map((row) => Object.fromEntries(row.map((cell, index) => [columns[index], cell])));
  return { source: 'titanic', offset: 0, size: rows.length, total: rows.length, next_offset: null, columns, rows };
}

const prepare = (...cells: Cell[][]) => preprocess(batchOf(...cells), SOURCE);
const countsOf = ({ steps }: ReturnType<typeof preprocess>) =>
  Object.fromEntries(steps.map(({ step, count }) => [step, count]));

describe('text', () => {
  it('is trimmed, and each changed cell is counted', () => {
    const result = prepare([22, ' male\t', 'C '], [23, 'female', 'B']);
    expect(result.rows).toEqual([
      [22, 'male', 'C'],
      [23, 'female', 'B'],
    ]);
    expect(countsOf(result)).toMatchObject({ trim_text: 2, mark_missing: 0 });
  });

  it.each(['', '  ', 'NA', 'N/A', 'NaN', 'null', '?', ' NA '])('%j is a missing value', (text) => {
    const result = prepare([22, text, 'C']);
    expect(result.rows).toEqual([[22, null, 'C']]);
    expect(countsOf(result).mark_missing).toBe(1);
  });

  it.each(['na', 'none', 'unknown', '-', '0'])('%j is a value', (text) => {
    expect(prepare([22, text, 'C']).rows).toEqual([[22, text, 'C']]);
  });
});

describe('a column', () => {
  it('has what the dictionary says of it, else the type that it has in the whole source', () => {
    const result = prepare([22, 'male', 'C']);
    expect(result.columns).toEqual([SOURCE[0].dictionary, SOURCE[1].dictionary, { name: 'Deck', type: 'categorical' }]);
    expect(countsOf(result).type_columns).toBe(2);
  });

  it('that is numeric has its numbers read from text', () => {
    expect(prepare(['22.5', 'male', null], [' 1e2 ', 'male', '7']).rows).toEqual([
      [22.5, 'male', null],
      [100, 'male', '7'],
    ]);
  });

  it('that has other text than numbers stays text, so that nothing is lost', () => {
    const result = prepare([22, 'male', 'C'], ['about 30', 'male', 'C']);
    expect(result.columns[0]).toEqual({ name: 'Age', type: 'categorical', role: 'feature', description: 'in years' });
    expect(result.rows.map(([age]) => age)).toEqual([22, 'about 30']);
    expect(result.steps).toContainEqual({
      step: 'keep_as_text',
      values: { columns: 'Age' },
      detail: 'not all numbers: Age',
      count: 1,
    });
  });

  it('that a row lacks is missing there', () => {
    expect(prepare([22]).rows).toEqual([[22, null, null]]);
  });
});

describe('duplicate rows', () => {
  it('are dropped but for the first, after cleaning', () => {
    const result = prepare([22, 'male', 'C'], [23, 'male', 'C'], ['22', ' male', 'C'], [22, 'male', 'C']);
    expect(result.rows).toEqual([
      [22, 'male', 'C'],
      [23, 'male', 'C'],
    ]);
    expect(countsOf(result).drop_duplicates).toBe(2);
  });

  it('are not those that only look the same side by side, or in which a value is missing', () => {
    expect(prepare([1, 'a', 'b,c'], [1, 'a,b', 'c'], [1, 'a', null], [null, 'a', 'b,c']).rows).toHaveLength(4);
  });
});
