import { expect, it } from 'vitest';
import { openModel } from '../../src/inference/fitted-model.js';
import { evaluated } from './evaluated.js';

/** A cell that looks like chance: one of 997 numbers. */
const noise = (row: number, column: number) => ((row + 1) * 7919 * (column + 3) + (row * row + column) * 104729) % 997;

const namesOf = (features: number) => Array.from({ length: features }, (_, j) => `x${j}`);

function csvOf(rows: number, features: number): string {
  const names = namesOf(features);
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = names.map((_, j) => noise(row, j));
    // The second says the same as the first, the other way round.
    cells[1] = 2000 - 2 * cells[0] + (row % 3);
    return [...cells, cells[0] > 500 ? 'yes' : 'no'].join(',');
  });
  return `${[[...names, 'y'].join(','), ...lines].join('\n')}\n`;
}

it('tells what of a wide table is not shown, and which columns say the same', async () => {
  const { evaluation, trained } = await evaluated({
    csv: csvOf(150, 210),
    wish: { model_type: 'RandomForest', target: 'y', features: namesOf(210), hyperparameters: { n_estimators: 20 } },
  });
  const { warnings } = evaluation.data;
  expect(warnings).toContainEqual({
    code: 'importances_left_out',
    values: { shown: 200, features: 210 },
    message: 'permutation importance is of 200 of 210 features',
  });
  expect(warnings).toContainEqual(expect.objectContaining({ code: 'slices_left_out' }));
  expect(warnings).toContainEqual(
    expect.objectContaining({ code: 'mistakes_left_out', values: { shown: 100, columns: 211 } }),
  );
  const pairs = warnings.filter(({ code }) => code === 'correlated_features');
  expect(pairs.map(({ values }) => values)).toContainEqual({ feature: 'x0', other: 'x1', r: -1 });
  // The 200 are those that the trees lean on most.
  const shown = new Set(evaluation.permutation_importance.features.map(({ feature }) => feature));
  const most = trained.model.feature_importance!.toSorted((a, b) => b.importance - a.importance).slice(0, 50);
  expect(shown.size).toBe(200);
  expect(most.every(({ feature }) => shown.has(feature))).toBe(true);
});

it('says nothing of the kind of the few columns of a narrow one', async () => {
  const { evaluation } = await evaluated({
    csv: csvOf(300, 3),
    wish: { model_type: 'KNN', target: 'y', features: ['x0', 'x2'] },
  });
  expect(evaluation.data.warnings).toEqual([]);
});

/** Rows of which 3 % are of the rarer class; `told` of a hundred of them are told by a column. */
function rare(told: number, rows = 1000): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const isRare = row % 33 === 0;
    const isTold = isRare && noise(row, 1) % 100 < told;
    return `${noise(row, 0)},${isTold ? 'closed' : 'open'},${isRare ? 'default' : 'paid'}`;
  });
  return `${['x,status,y', ...lines].join('\n')}\n`;
}

it('asks of a column that tells the class of nearly every row whether it is a copy', async () => {
  const wish = { model_type: 'LogisticRegression', target: 'y' } as const;
  const { evaluation } = await evaluated({ csv: rare(100), wish });
  const { n_test: rows, warnings } = evaluation.data;
  expect(warnings[0]).toMatchObject({
    code: 'column_gives_away',
    values: { feature: 'status', target: 'y', right: rows, rows },
  });
  // Two of the class are among the test rows, eight among the training rows.
  const { evaluation: few } = await evaluated({ csv: rare(100, 300), wish });
  expect(few.data.warnings[0]).toMatchObject({ code: 'column_gives_away', values: { right: 60, rows: 60 } });
  const { evaluation: better } = await evaluated({ csv: rare(50), wish });
  expect(better.baselines.one_rule?.accuracy.value).toBeGreaterThan(better.baselines.majority.accuracy.value ?? 1);
  expect(better.data.warnings.map(({ code }) => code)).not.toContain('column_gives_away');
});

it('tells of copies under identifiers of their own on both sides, and of none without', async () => {
  const lines = (rows: number, copies: number) =>
    Array.from({ length: rows + copies }, (_, row) => {
      const told = row % rows;
      return `p${row},${noise(told, 0)},${noise(told, 1)},${noise(told, 2)},${told % 2 === 0 ? 'yes' : 'no'}`;
    });
  const wanted = (copies: number) => ({
    csv: `${['patient,a,b,c,y', ...lines(200, copies)].join('\n')}\n`,
    wish: { model_type: 'KNN' as const, target: 'y' },
  });
  const { trained, evaluation } = await evaluated(wanted(100));
  const held = new Set(openModel(trained.file).testRows);
  const count = [...held].filter((row) =>
    row >= 200 ? !held.has(row - 200) : row < 100 && !held.has(row + 200),
  ).length;
  expect(count).toBeGreaterThan(10);
  expect(evaluation.data.duplicates).toEqual({ rows: 0, shared: 0 });
  expect(evaluation.data.warnings).toContainEqual({
    code: 'copies_but_for_identifiers',
    values: { count, rows: 60, columns: 'patient' },
    message: `${count} of 60 test rows equal a training row in every column but patient: if they are copies, the figures are too good`,
  });
  const { warnings } = (await evaluated(wanted(0))).evaluation.data;
  expect(warnings.map(({ code }) => code)).not.toContain('copies_but_for_identifiers');
});
