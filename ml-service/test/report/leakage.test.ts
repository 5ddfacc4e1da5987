import { expect, it } from 'vitest';
import { evaluated } from './evaluated.js';

it('fits the control on fewer rows where they are wide', async () => {
  const names = Array.from({ length: 2_000 }, (_, j) => `x${j}`);
  const csvOf = (rows: number) => {
    const lines = Array.from({ length: rows }, (_, row) => {
      const cells = names.map((_, j) => (row * (j + 7)) % 2_011);
      return [...cells, row % 2 === 0 ? 'yes' : 'no'].join(',');
    });
    return `${[[...names, 'y'].join(','), ...lines].join('\n')}\n`;
  };
  const { evaluation } = await evaluated({
    csv: csvOf(1_010),
    testCsv: csvOf(10),
    wish: { model_type: 'RandomForest', target: 'y', hyperparameters: { n_estimators: 5 } },
  });
  expect(evaluation.leakage.shuffled_labels?.rows).toBe(1_000);
});
