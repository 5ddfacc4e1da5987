import type { Column } from '@ml-microservices/shared/contracts';
import { describe, expect, test } from 'vitest';
import { schemaPlan } from '../../src/tabular/column-plans.js';
import { readCsv } from '../../src/tabular/csv-table.js';
import { chooseFeatures } from '../../src/tabular/features.js';
import { tableOf, titanicColumns, titanicCsv } from './tables.js';

/** A table of `nRows` rows with the target y and one column more, whose cell of each row is `cell(row)`. */
const tableWith = (cell: (row: number) => string | number, nRows = 20) =>
  tableOf(`y,x\n${Array.from({ length: nRows }, (_, row) => `${row % 2},${cell(row)}`).join('\n')}\n`);
const reasonFor = (cell: (row: number) => string | number, nRows?: number, schema: Column[] = []) =>
  chooseFeatures(tableWith(cell, nRows), schema, { target: 'y' }).dropped[0]?.reason;

describe('the Titanic', () => {
  const table = readCsv(titanicCsv, schemaPlan(titanicColumns));
  const useful = ['Pclass', 'Sex', 'Age', 'SibSp', 'Parch', 'Fare', 'Embarked'];

  test('keeps seven columns and says why each other one is left out', () => {
    expect(chooseFeatures(table, titanicColumns, { target: 'Survived' })).toEqual({
      features: useful,
      dropped: [
        {
          name: 'PassengerId',
          reason: 'identifier: the numbers rise by one from row to row',
          code: 'rising',
          values: {},
        },
        { name: 'Name', reason: 'identifier: every value is different', code: 'distinct', values: {} },
        {
          name: 'Ticket',
          reason: 'free text: 681 different values in 891 rows',
          code: 'free_text',
          values: { distinct: 681, rows: 891 },
        },
        {
          name: 'Cabin',
          reason: 'mostly missing: 687 of 891 values (77 %)',
          code: 'mostly_missing',
          values: { missing: 687, rows: 891 },
        },
      ],
    });
  });

  test('gives what is asked for in that order', () => {
    const choice = chooseFeatures(table, titanicColumns, { target: 'Survived', features: ['Ticket', 'Age'] });
    expect(choice.features).toEqual(['Ticket', 'Age']);
    expect(choice.dropped).toHaveLength(9);
    expect(choice.dropped[1]).toEqual({
      name: 'Pclass',
      reason: 'not among the features asked for',
      code: 'not_asked',
      values: {},
    });
  });
});

describe('a guess by the values', () => {
  test('drops numbers that rise by one, from wherever they start', () => {
    expect(reasonFor((row) => row + 101)).toMatch(/^identifier/);
    expect(reasonFor((row) => 2 * row)).toBeUndefined();
    expect(reasonFor((row) => (row === 7 ? '' : row))).toBeUndefined();
    expect(reasonFor((row) => row + 0.5)).toBeUndefined();
  });

  test('drops words that are all different, missing ones aside', () => {
    expect(reasonFor((row) => `w${row}`)).toMatch(/^identifier/);
    expect(reasonFor((row) => (row < 5 ? '' : `w${row}`))).toMatch(/^identifier/);
    expect(reasonFor((row) => `w${row % 19}`)).toBeUndefined();
  });

  test('drops more than 50 words, or more than a tenth of the rows where that is more', () => {
    expect(reasonFor((row) => `w${row % 51}`, 400)).toBe('free text: 51 different values in 400 rows');
    expect(reasonFor((row) => `w${row % 50}`, 400)).toBeUndefined();
    expect(reasonFor((row) => `w${row % 60}`, 600)).toBeUndefined();
    expect(reasonFor((row) => `w${row % 61}`, 600)).toMatch(/^free text/);
  });

  test('drops what is missing in more than 60 % of the rows', () => {
    expect(reasonFor((row) => (row < 13 ? '' : row % 3))).toBe('mostly missing: 13 of 20 values (65 %)');
    expect(reasonFor((row) => (row < 12 ? '' : row % 3))).toBeUndefined();
    expect(reasonFor(() => '')).toBe('mostly missing: 20 of 20 values (100 %)');
  });

  test('drops constants', () => {
    expect(reasonFor(() => 3)).toBe('constant: every value is 3');
    expect(reasonFor((row) => (row < 9 ? '' : 'a'))).toBe('constant: every value is "a"');
  });

  test('is not made with fewer than 20 rows', () => {
    for (const cell of [(row: number) => row, (row: number) => `w${row}`, () => 3, () => '']) {
      expect(reasonFor(cell, 19)).toBeUndefined();
      expect(reasonFor(cell, 20)).toBeDefined();
    }
  });

  test('gives way to the schema', () => {
    expect(reasonFor((row) => row, 20, [{ name: 'x', type: 'numeric', role: 'feature' }])).toBeUndefined();
    const listed: Column = { name: 'x', type: 'categorical', categories: ['w1', 'w2'] };
    expect(reasonFor((row) => `w${row}`, 20, [listed])).toBeUndefined();
    for (const role of ['identifier', 'text', 'ignored'] as const) {
      expect(reasonFor((row) => row % 3, 5, [{ name: 'x', type: 'numeric', role }])).toBe(
        `the dataset marks it as ${role}`,
      );
    }
  });
});
