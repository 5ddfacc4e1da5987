import { createRandom, type Random } from '../random.js';

/** How often a tree draws each row: as many draws as rows, with replacement. */
export function drawInto(weights: Int32Array, random: Random): void {
  weights.fill(0);
  for (let i = 0; i < weights.length; i++) weights[random.below(weights.length)]++;
}

/** Rows that some tree of a forest did not draw, by which alone its out-of-bag figures are. */
export function outOfBagRows(nSamples: number, nEstimators: number, seed: number): number {
  const weights = new Int32Array(nSamples);
  const isOut = new Uint8Array(nSamples);
  let rows = 0;
  for (let index = 0; index < nEstimators && rows < nSamples; index++) {
    drawInto(weights, createRandom(seed, index));
    for (let row = 0; row < nSamples; row++) {
      if (weights[row] > 0 || isOut[row] === 1) continue;
      isOut[row] = 1;
      rows++;
    }
  }
  return rows;
}
