import { expect, it } from 'vitest';
import { withoutInterval } from '../../src/evaluation/intervals/estimate.js';
import { verdictOf } from '../../src/report/baselines.js';

it('calls a model worse that is wrong where always saying the same would be right', () => {
  const accuracy = withoutInterval(0.75, 40);
  const unknown = withoutInterval(null, 40);
  const baselines = {
    majority: { label: 'no', accuracy },
    prior: { log_loss: unknown, brier: unknown },
    one_rule: null,
  };
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
