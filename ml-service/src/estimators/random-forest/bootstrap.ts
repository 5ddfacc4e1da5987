import { sum } from '@ml-microservices/shared/statistics';
import { createRandom, type Random } from '../random.js';

/** How often a tree draws each row: as many draws as rows, with replacement. */
export function drawInto(weights: Int32Array, random: Random): void {
  weights.fill(0);
  for (let i = 0; i < weights.length; i++) weights[random.below(weights.length)]++;
}

/** How many of the rows marked by 1 some tree of a forest did not draw. */
export function outOfBagRows(marked: Uint8Array, nEstimators: number, seed: number): number {
  const nSamples = marked.length;
  const most = sum(marked);
  const weights = new Int32Array(nSamples);
  const isOut = new Uint8Array(nSamples);
  let rows = 0;
  for (let index = 0; index < nEstimators && rows < most; index++) {
    drawInto(weights, createRandom(seed, index));
    for (let row = 0; row < nSamples; row++) {
      if (weights[row] > 0 || isOut[row] === 1 || marked[row] === 0) continue;
      isOut[row] = 1;
      rows++;
    }
  }
  return rows;
}
