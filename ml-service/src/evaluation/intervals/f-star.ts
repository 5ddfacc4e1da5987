import type { Estimate } from '@ml-microservices/shared/contracts';
import { withInterval, withoutInterval } from './estimate.js';
import { wilsonInterval } from './wilson.js';

/** Rows of a class, rows predicted as it, and those that are both. */
export interface Found {
  readonly truth: number;
  readonly predicted: number;
  readonly hits: number;
}

/**
 * F1 of a class by Wilson's interval of F* = TP / (TP + FP + FN), which is a share of rows and of which F1 = 2 F* / (1 + F*)
 * (Hand, Christen and Kirielle, "F*: an interpretable transformation of the F-measure", 2021). `n` is that of F*; where it
 * is 0, F1 counts as 0 and has no interval.
 */
export function f1Estimate({ truth, predicted, hits }: Found): Estimate {
  const n = truth + predicted - hits;
  if (n === 0) return withoutInterval(0, 0);
  const f1 = (share: number) => (2 * share) / (1 + share);
  const { lo, hi } = wilsonInterval(hits / n, n);
  return withInterval((2 * hits) / (truth + predicted), { lo: f1(lo), hi: f1(hi) }, { method: 'f-star', n });
}
