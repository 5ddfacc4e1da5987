import { type Interval, Z } from './estimate.js';

const HALVINGS = 60;

/** Hanley and McNeil's variance of an area, of scores that are alike spread on both sides. */
function varianceAt(area: number, positives: number, negatives: number): number {
  const others = (positives + negatives) / 2 - 1;
  const shared = (1 - area) / (2 - area) + area / (1 + area);
  return (area * (1 - area) * (1 + others * shared)) / (positives * negatives);
}

/**
 * Interval of an area under the ROC curve: all areas that are no farther from the one seen than Z times their own standard
 * error (Newcombe, "Confidence intervals for an effect size measure based on the Mann-Whitney statistic", 2006, method 5).
 */
export function newcombeInterval(area: number, positives: number, negatives: number): Interval {
  const isFar = (other: number) => (area - other) ** 2 > Z * Z * varianceAt(other, positives, negatives);
  const endFrom = (outside: number) => {
    let [far, near] = [outside, area];
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (far + near) / 2;
      if (isFar(middle)) far = middle;
      else near = middle;
    }
    return near;
  };
  return { lo: endFrom(0), hi: endFrom(1) };
}
