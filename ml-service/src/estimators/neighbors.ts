import { TrainingError } from '../training/training-error.js';

/** Throws where fewer rows are there than neighbours are asked for. */
export function checkNeighbors(nNeighbors: number, nSamples: number): void {
  if (nNeighbors <= nSamples) return;
  const rows = `${nSamples} training row${nSamples === 1 ? '' : 's'}`;
  throw new TrainingError(
    'invalid_parameters',
    `n_neighbors must be at most ${nSamples}, for ${rows}, got ${nNeighbors}`,
    { limit: nSamples, value: nNeighbors },
    'too_many_neighbors',
  );
}
