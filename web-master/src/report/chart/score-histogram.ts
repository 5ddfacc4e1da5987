import type { ScoreBin } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { type Html, html } from '../html/template.js';
import { atX, atY, plot } from './plot.js';

/**
 * How the scores of the rows of a class lie, over those of all others: each as shares of its own rows, so that a rare
 * class is seen beside the rest.
 */
export function scoreHistogram(label: string, bins: readonly ScoreBin[]): Html {
  const positives = sharesOf(bins.map((bin) => bin.positives));
  const negatives = sharesOf(bins.map((bin) => bin.negatives));
  const end = roundEnd(Math.max(...positives, ...negatives, 0.01));
  const ticks = [0, 0.5, 1].map((at) => ({ at, text: at * end }));
  const options = { label, x: { name: 'score' }, y: { name: 'share of its rows', ticks } };
  const outline = (kind: string, shares: readonly number[]) =>
    html`<path class="${kind}" d="${outlineOf(bins, shares, end)}"/>`;
  return plot(options, outline('negatives', negatives), outline('positives', positives));
}

/** The bars as one shape. */
function outlineOf(bins: readonly ScoreBin[], shares: readonly number[], end: number): string {
  if (bins.length === 0) return '';
  const tops = bins.map(({ to }, i) => `V${atY(shares[i] / end)}H${atX(to)}`);
  return `M${atX(bins[0].from)} ${atY(0)}${tops.join('')}V${atY(0)}z`;
}

/** Of each count in all; nothing where there are none. */
export function sharesOf(counts: readonly number[]): number[] {
  const total = sum(counts);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}

const ENDS = [0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8];

/** The least of few round numbers that is not below the share. */
const roundEnd = (share: number): number => ENDS.find((end) => end >= share) ?? 1;
