import type { DependenceCurve } from '@ml-microservices/shared/contracts';
import { type Html, html } from '../html/template.js';
import { atX, atY, band, line, plot } from './plot.js';
import { roundTicks, shareOf } from './round-ticks.js';

/** Of the lines of several classes, as the style names them. */
export const CLASS_LINES = ['first', 'second', 'third'] as const;

/**
 * Mean probability against a number, a line for each class with dots at the values that were tried; of a single class
 * over the band that holds the middle of the rows.
 */
export function dependenceChart(label: string, curves: readonly DependenceCurve[]): Html {
  const values = curves[0].points.map(({ value }) => Number(value));
  const [from, to] = [values[0], values[values.length - 1]];
  const isWhole = values.every(Number.isInteger);
  const ticks = roundTicks(from, to).filter(({ text }) => !isWhole || !text.includes('.'));
  const options = { label, x: { name: 'value', ticks }, y: { name: 'mean probability' } };
  const placed = curves.map(({ points }) =>
    points.map(({ mean, p10, p90 }, i) => ({ at: shareOf(values[i], from, to), mean, lo: p10, hi: p90 })),
  );
  return plot(
    options,
    curves.length === 1 ? band(placed[0]) : null,
    placed.map((points, i) =>
      line(
        points.map(({ at, mean }) => [at, mean]),
        `line ${CLASS_LINES[i]}`,
      ),
    ),
    placed.map(
      (points, i) =>
        html`<path class="tried ${CLASS_LINES[i]}" d="${points.map(({ at, mean }) => `M${atX(at)} ${atY(mean)}h0`)}"/>`,
    ),
  );
}
