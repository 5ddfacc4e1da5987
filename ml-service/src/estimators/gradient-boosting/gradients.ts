import { type BoostingTask, CHUNK, COUNT, GRADIENT_UNIT, HESSIAN_UNIT, PER_BIN } from './task.js';

/** The normalizer of each row of a chunk: with it the outputs can be turned into probabilities one by one. */
export function normalize({ nSamples, nOutputs, raw, normalizers }: BoostingTask, chunk: number): void {
  const end = Math.min(nSamples, (chunk + 1) * CHUNK);
  for (let row = chunk * CHUNK; row < end; row++) {
    let largest = raw[row];
    for (let k = 1; k < nOutputs; k++) largest = Math.max(largest, raw[k * nSamples + row]);
    let sum = 0;
    for (let k = 0; k < nOutputs; k++) sum += Math.exp(raw[k * nSamples + row] - largest);
    normalizers[row] = largest + Math.log(sum);
  }
}

/**
 * Gradient p - y and Hessian p (1 - p) of the log loss of each row of a chunk, and their sums. One output is the log
 * odds of the second class.
 */
export function computeGradients(task: BoostingTask, chunk: number): void {
  const { nSamples, nOutputs, raw, normalizers, classes, gradients, sums } = task;
  const output = task.output[0];
  const offset = output * nSamples;
  const target = nOutputs === 1 ? 1 : output;
  const end = Math.min(nSamples, (chunk + 1) * CHUNK);
  let gradientSum = 0;
  let hessianSum = 0;
  for (let row = chunk * CHUNK; row < end; row++) {
    const score = raw[offset + row];
    const p = nOutputs === 1 ? 1 / (1 + Math.exp(-score)) : Math.exp(score - normalizers[row]);
    const gradient = Math.round((classes[row] === target ? p - 1 : p) / GRADIENT_UNIT);
    const hessian = Math.round(Math.max(0, p * (1 - p)) / HESSIAN_UNIT);
    gradients[2 * row] = COUNT + gradient;
    gradients[2 * row + 1] = hessian;
    gradientSum += gradient;
    hessianSum += hessian;
  }
  sums[chunk * PER_BIN] = end - chunk * CHUNK;
  sums[chunk * PER_BIN + 1] = gradientSum;
  sums[chunk * PER_BIN + 2] = hessianSum;
}
