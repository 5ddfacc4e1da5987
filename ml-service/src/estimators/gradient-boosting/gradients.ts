import { type BoostingTask, COUNT, GRADIENT_UNIT, HESSIAN_UNIT, PER_BIN, ROWS } from './task.js';

/** Numbers up to 2^51 lose their fraction when this is added, to the nearest whole number. */
const ROUND = 1.5 * 2 ** 52;

/** The sum of each row's odds over the outputs: with it they can be turned into probabilities one by one. */
export function sumOdds({ nSamples, nOutputs, odds, oddsSums }: BoostingTask, chunk: number): void {
  const end = Math.min(nSamples, (chunk + 1) * ROWS);
  for (let row = chunk * ROWS; row < end; row++) {
    let sum = 0;
    for (let k = 0; k < nOutputs; k++) sum += odds[k * nSamples + row];
    oddsSums[row] = sum;
  }
}

/**
 * Gradient p - y and Hessian p (1 - p) of the log loss of each row of a chunk, and their sums; brings the rows back into
 * order for the next tree. One output is the odds of the second class.
 */
export function computeGradients(task: BoostingTask, chunk: number): void {
  const { nSamples, nOutputs, odds, oddsSums, classes, gradients, sums, rows } = task;
  const output = task.output[0];
  const offset = output * nSamples;
  // Looked up, as a comparison would be a branch that is hard to guess.
  const truths = new Uint8Array(Math.max(2, nOutputs));
  truths[nOutputs === 1 ? 1 : output] = 1;
  const end = Math.min(nSamples, (chunk + 1) * ROWS);
  // An imported constant is loaded anew at every use.
  const [perGradient, perHessian, round, one] = [1 / GRADIENT_UNIT, 1 / HESSIAN_UNIT, ROUND, COUNT];
  let gradientSum = 0;
  let hessianSum = 0;
  for (let row = chunk * ROWS; row < end; row++) {
    const own = odds[offset + row];
    const p = own / (nOutputs === 1 ? 1 + own : oddsSums[row]);
    const gradient = (p - truths[classes[row]]) * perGradient + round - round;
    const hessian = p * (1 - p) * perHessian + round - round;
    gradients[2 * row] = one + gradient;
    gradients[2 * row + 1] = hessian;
    rows[row] = row;
    gradientSum += gradient;
    hessianSum += hessian;
  }
  sums[chunk * PER_BIN] = end - chunk * ROWS;
  sums[chunk * PER_BIN + 1] = gradientSum;
  sums[chunk * PER_BIN + 2] = hessianSum;
}
