import type { PrecisionRecallBandPoint, PrecisionRecallPoint } from '@ml-microservices/shared/contracts';
import { thin } from '@ml-microservices/shared/statistics';
import { type Html, html } from '../html/template.js';
import { atX, atY, band, type Dot, dot, line, plot, tenth } from './plot.js';

/** Points that are drawn: steps of fewer would be seen as stairs. */
const DRAWN = 80;

interface PrecisionRecall {
  readonly points: readonly PrecisionRecallPoint[];
  readonly band: readonly PrecisionRecallBandPoint[];
  readonly prevalence: number;
  readonly dots: readonly Dot[];
}

/** Precision against recall as steps, whose area is the average precision; chance is the prevalence. */
export function precisionRecallChart(label: string, { points, band: around, prevalence, dots }: PrecisionRecall): Html {
  const options = { label, x: { name: 'recall' }, y: { name: 'precision' } };
  const chance = line(
    [
      [0, prevalence],
      [1, prevalence],
    ],
    'chance',
  );
  const area = band(around.map(({ recall: at, lo, hi }) => ({ at, lo, hi })));
  return plot(options, area, chance, html`<path class="line" d="${stepsOf(points)}"/>`, dots.map(dot));
}

/** The precision of a point holds from the recall of the point before it. Steps are relative, which is shorter. */
function stepsOf(points: readonly PrecisionRecallPoint[]): string {
  const drawn = thin(points, ({ recall, precision }) => [recall, precision], DRAWN);
  const at = drawn.map(({ recall, precision }) => [atX(recall), atY(precision)]);
  const steps = at.slice(1).map(([x, y], i) => `v${tenth(y - at[i][1])}h${tenth(x - at[i][0])}`);
  return at.length === 0 ? '' : `M${at[0][0]} ${at[0][1]}${steps.join('')}`;
}
