import type { CalibrationBin } from '@ml-microservices/shared/contracts';
import { type Html, html } from '../html/template.js';
import { atX, atY, DIAGONAL, line, type Point, plot } from './plot.js';

/** The share that is of the class against the mean score of each bin, with its interval; the diagonal is perfect. */
export function calibrationChart(label: string, bins: readonly CalibrationBin[]): Html {
  const options = { label, x: { name: 'mean score' }, y: { name: 'observed share' } };
  const seen = bins.flatMap(({ mean_score, observed }) => (observed.value === null ? [] : [{ mean_score, observed }]));
  const curve = line(seen.map(({ mean_score, observed }): Point => [mean_score, observed.value ?? 0]));
  const points = bins.map(({ mean_score: x, observed: { value } }) =>
    value === null ? null : html`<circle class="bin" cx="${atX(x)}" cy="${atY(value)}" r="2.5"/>`,
  );
  return plot(options, DIAGONAL, html`<g class="whiskers">${bins.map(whisker)}</g>`, curve, points);
}

function whisker({ mean_score, observed: { lo, hi } }: CalibrationBin): Html | null {
  return lo === null || hi === null ? null : html`<path d="M${atX(mean_score)} ${atY(lo)}V${atY(hi)}"/>`;
}
