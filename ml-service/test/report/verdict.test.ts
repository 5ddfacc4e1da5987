import { expect, it } from 'vitest';
import { withoutInterval } from '../../src/evaluation/intervals/estimate.js';
import { verdictOf } from '../../src/report/baselines.js';

const unknown = withoutInterval(null, 0);
const baselines = {
  majority: { label: 'no', accuracy: unknown },
  prior: { log_loss: unknown, brier: unknown },
  one_rule: null,
};

it('calls a model worse that is wrong where always saying the same would be right', () => {
  // Wrong on ten rows of forty where the majority is right, and right on none where it is wrong.
  const gains = Int32Array.from({ length: 40 }, (_, row) => (row < 10 ? -1 : 0));
  const sorted = Float64Array.from({ length: 100 }, (_, i) => -0.4 + i / 400);
  const resampled = { sorted, undefinedIn: 0, sizes: [30, 10] };
  const verdict = verdictOf({ baselines, better: 'majority', gains }, 0.5, resampled);
  // Two-sided, ten of ten: 2 / 1024
  expect(verdict).toMatchObject({ outcome: 'worse', p: 2 / 1024, exceeds_interval: false });
  expect(verdict.sentence).toBe(
    'It is right on 50.0 % of 40 test rows: worse than always saying no (−25.0 points, 95 % interval −39.4 to −15.9, p = 0.002 by McNemar).',
  );
});

it.each([
  // A perfect model is one of which no row is wrong.
  [
    5000,
    4999,
    4000,
    '99.98 % of 5000 test rows: better than always saying no by more than chance explains (+19.98 points, ',
  ],
  [1200, 1196, 1195, '99.67 % of 1200 test rows: no proven gain over always saying no (+0.08 points, '],
  [1, 1, 1, '100.0 % of 1 test row: no proven gain over always saying no (0.0 points, 95 % interval −79.3 to +79.3, '],
])('tells one of %i rows more or less, and no sign of nothing', (n, right, byBaseline, sentence) => {
  const gain = right - byBaseline;
  const gains = Int32Array.from({ length: n }, (_, row) => (row < gain ? 1 : 0));
  const sorted = Float64Array.from({ length: 100 }, (_, i) => (gain / n) * (0.9 + i / 500));
  const verdict = verdictOf({ baselines, better: 'majority', gains }, right / n, {
    sorted,
    undefinedIn: 0,
    sizes: [n],
  });
  expect(verdict.sentence).toContain(`It is right on ${sentence}`);
});
