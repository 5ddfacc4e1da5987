import { type RunTask, shareOf } from '../crew.js';
import { gradientOf, hessianOf, logitsOf, lossInPlace } from './block.js';
import { BLOCKS, HESSIAN, type LogisticTask, UNITS } from './task.js';
import { measureColumn } from './units.js';

/** The share of one thread in the work on a fit. */
export function workOn(task: LogisticTask): RunTask {
  const sumUp = summing(task);
  return (phase, index) => {
    if (phase === UNITS) measureColumn(task.X, index, task.units);
    else if (phase === BLOCKS) fillBlocks(task, index);
    else sumUp(index, phase === HESSIAN);
  };
}

/** First sample and size of each block of a shard. */
function* blocksOf({ X, blockSize, nShards }: LogisticTask, shard: number): Generator<[first: number, size: number]> {
  const nBlocks = Math.ceil(X.nSamples / blockSize);
  const end = Math.min(X.nSamples, shareOf(nBlocks, nShards, shard + 1) * blockSize);
  for (let first = shareOf(nBlocks, nShards, shard) * blockSize; first < end; first += blockSize) {
    yield [first, Math.min(blockSize, end - first)];
  }
}

function fillBlocks(task: LogisticTask, shard: number): void {
  const { X, units, blocks } = task;
  const { nSamples, nFeatures, values } = X;
  for (const [first, size] of blocksOf(task, shard)) {
    const start = first * (nFeatures + 1);
    for (let j = 0; j < nFeatures; j++) {
      const [factor, shift] = [units.factor[j], units.shift[j]];
      const [from, to] = [j * nSamples + first, start + j * size];
      for (let i = 0; i < size; i++) blocks[to + i] = values[from + i] * factor - shift;
    }
    blocks.fill(1, start + nFeatures * size, start + (nFeatures + 1) * size);
  }
}

function summing(task: LogisticTask): (shard: number, withHessian: boolean) => void {
  const { X, classes, nClasses, blocks, blockSize, at, sums, nShards } = task;
  const nColumns = X.nFeatures + 1;
  const nSums = sums.length / nShards;
  const scores = new Float64Array(blockSize * (nClasses - 1));
  const scratch = new Float64Array(3 * blockSize);
  return (shard, withHessian) => {
    const own = sums.subarray(shard * nSums, (shard + 1) * nSums);
    const gradient = own.subarray(1, 1 + at.length);
    const hessian = own.subarray(1 + at.length);
    own.fill(0, 0, withHessian ? nSums : 1 + at.length);
    for (const [first, size] of blocksOf(task, shard)) {
      const columns = blocks.subarray(first * nColumns, (first + size) * nColumns);
      const block = { columns, size, nColumns, scores, nClasses };
      const actual = classes.subarray(first, first + size);
      logitsOf(block, at);
      own[0] += lossInPlace(block, actual);
      if (withHessian) hessianOf(block, scratch, hessian);
      gradientOf(block, actual, gradient);
    }
  };
}
