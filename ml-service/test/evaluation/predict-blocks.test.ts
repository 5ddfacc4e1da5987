import { expect, test } from 'vitest';
import type { Matrix } from '../../src/estimators/matrix.js';
import { predictInBlocks } from '../../src/evaluation/predict-blocks.js';

const nSamples = 1300;
/** Feature j of sample i is i + j / 10. */
const X: Matrix = {
  nSamples,
  nFeatures: 2,
  values: Float64Array.from({ length: 2 * nSamples }, (_, at) => (at % nSamples) + Math.floor(at / nSamples) / 10),
};
/** Echoes both features of each sample. */
const echo = ({ nSamples: n, values }: Matrix) =>
  Float64Array.from({ length: 2 * n }, (_, at) => values[(at % 2) * n + (at >> 1)]);

test('each row is predicted once, in its place, and told as done', async () => {
  const done: number[] = [];
  const probabilities = await predictInBlocks(echo, X, 2, (rows) => done.push(rows));
  expect(probabilities).toEqual(echo(X));
  expect(done).toEqual([512, 1024, 1300]);
});

test('who hears of the rows may stop it, also from a turn of the event loop between', async () => {
  const abort = new AbortController();
  let blocks = 0;
  const predict = (block: Matrix) => {
    blocks++;
    setImmediate(() => abort.abort(new Error('no longer wanted')));
    return echo(block);
  };
  await expect(predictInBlocks(predict, X, 2, () => abort.signal.throwIfAborted())).rejects.toThrow('no longer wanted');
  expect(blocks).toBe(1);
});

test('without rows there is nothing to predict', async () => {
  const none = { nSamples: 0, nFeatures: 2, values: new Float64Array(0) };
  expect(await predictInBlocks(echo, none, 2, () => expect.unreachable())).toHaveLength(0);
});
