/**
 * The class predicted for each row of `probabilities` (nRows x nClasses, row-major): the likeliest, of equal ones the
 * first. With a threshold, for two classes: the second where its probability is at least that.
 */
export function decide(probabilities: Float64Array, nClasses: number, threshold: number | null = null): Int32Array {
  const predicted = new Int32Array(probabilities.length / nClasses);
  for (let row = 0, at = 0; row < predicted.length; row++, at += nClasses) {
    if (threshold !== null && nClasses === 2) {
      predicted[row] = probabilities[at + 1] >= threshold ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let c = 1; c < nClasses; c++) if (probabilities[at + c] > probabilities[at + best]) best = c;
    predicted[row] = best;
  }
  return predicted;
}
