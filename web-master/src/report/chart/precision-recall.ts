import type { PrecisionRecallPoint } from '@ml-microservices/shared/contracts';
import { type Html, html } from '../html/template.js';
import { atX, atY, type Dot, dot, line, plot } from './plot.js';

interface PrecisionRecall {
  readonly points: readonly PrecisionRecallPoint[];
  readonly prevalence: number;
  readonly dots: readonly Dot[];
}

/** Precision against recall as steps, whose area is the average precision; chance is the prevalence. */
export function precisionRecallChart(label: string, { points, prevalence, dots }: PrecisionRecall): Html {
  const options = { label, x: { name: 'recall' }, y: { name: 'precision' } };
  const chance = line(
    [
      [0, prevalence],
      [1, prevalence],
    ],
    'chance',
  );
  return plot(options, chance, html`<path class="line" d="${stepsOf(points)}"/>`, dots.map(dot));
}

/** The precision of a point holds from the recall of the point before it. */
function stepsOf(points: readonly PrecisionRecallPoint[]): string {
  const steps = points.slice(1).map(({ recall, precision }) => `V${atY(precision)}H${atX(recall)}`);
  return points.length === 0 ? '' : `M${atX(points[0].recall)} ${atY(points[0].precision)}${steps.join('')}`;
}
