import { sum } from '@ml-microservices/shared/statistics';
/** The classes' probabilities for one row's log odds: none for one class, that of the second for two, else one a class. */
export function probabilitiesOf(raw: Float64Array): Float64Array {
  if (raw.length === 0) return Float64Array.of(1);
  if (raw.length === 1) {
    const second = 1 / (1 + Math.exp(-raw[0]));
    return Float64Array.of(1 - second, second);
  }
  const largest = raw.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const shares = raw.map((score) => Math.exp(score - largest));
  const total = sum(shares);
  return shares.map((share) => share / total);
}

/** Log loss of a row of class `position`, without the detour over a probability that may round to 0. */
export function lossOf(raw: Float64Array, position: number): number {
  if (raw.length === 0) return 0;
  if (raw.length === 1) {
    const wrong = position === 1 ? -raw[0] : raw[0];
    return Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong)));
  }
  const largest = raw.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  return largest - raw[position] + Math.log(raw.reduce((sum, score) => sum + Math.exp(score - largest), 0));
}

/** Log odds of the classes' shares: what the trees start from. */
export function baselineOf(positions: Int32Array, nPresent: number): Float64Array {
  const counts = new Float64Array(nPresent);
  for (const position of positions) counts[position]++;
  if (nPresent < 3) return Float64Array.from({ length: nPresent - 1 }, () => Math.log(counts[1] / counts[0]));
  const logs = counts.map((count) => Math.log(count / positions.length));
  const mean = sum(logs) / nPresent;
  return logs.map((value) => value - mean);
}
