import { expect, test } from 'vitest';
import { Reporter, type TrainingStage } from '../../src/training/reporter.js';

function progressOf(...steps: readonly (readonly [stage: TrainingStage, share: number])[]): number[] {
  const told: number[] = [];
  const { signal } = new AbortController();
  const reporter = new Reporter({ signal, onProgress: ({ progress }) => told.push(progress) });
  for (const [stage, share] of steps) reporter.report(stage, share, { code: 'step', values: {}, message: 'a step' });
  return told.map((progress) => Number(progress.toFixed(3)));
}

test('a fit takes most of the way, and behind a cross-validation what that left of it', () => {
  const fit = [
    ['fit', 0],
    ['fit', 0.5],
    ['fit', 1],
  ] as const;
  expect(progressOf(['prepare', 1], ...fit)).toEqual([0.15, 0.15, 0.525, 0.9]);
  expect(progressOf(['cross_validate', 1], ...fit)).toEqual([0.8, 0.8, 0.85, 0.9]);
});

test('progress never falls', () => {
  expect(progressOf(['fit', 0.5], ['fit', 0.2], ['read', 1])).toEqual([0.525, 0.525, 0.525]);
});
