import { expect, it } from 'vitest';
import { describe as described } from '../../../src/report/figures/metrics.js';
import { exampleReport } from '../evaluated.js';

it('tells every metric of the test rows', () => {
  const report = exampleReport();
  const { train_accuracy, oob_accuracy, ...metrics } = report.evaluation.metrics;
  const told = described(report).map(({ estimate }) => estimate);
  for (const [name, estimate] of Object.entries(metrics)) expect(told.includes(estimate!), name).toBe(true);
});

it('marks what chance gives: of two classes half, of areas as well', () => {
  const references = new Map(described(exampleReport()).map(({ name, scale }) => [name, scale.reference]));
  expect([references.get('Balanced accuracy'), references.get('ROC AUC')]).toEqual([0.5, 0.5]);
});
