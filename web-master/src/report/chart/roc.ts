import type { RocPoint } from '@ml-microservices/shared/contracts';
import type { Html } from '../html/template.js';
import { type Dot, dot, line, plot } from './plot.js';

/** True against false positive rate of rising thresholds; the diagonal is chance. */
export function rocChart(label: string, points: readonly RocPoint[], dots: readonly Dot[]): Html {
  const options = { label, x: { name: 'false positive rate' }, y: { name: 'true positive rate' } };
  const diagonal = line(
    [
      [0, 0],
      [1, 1],
    ],
    'chance',
  );
  const curve = line(points.map(({ fpr, tpr }) => [fpr, tpr]));
  return plot(options, diagonal, curve, dots.map(dot));
}
