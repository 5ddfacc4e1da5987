import type { RocBandPoint, RocPoint } from '@ml-microservices/shared/contracts';
import type { Html } from '../html/template.js';
import { band, curve, DIAGONAL, type Dot, dot, plot } from './plot.js';

interface Roc {
  readonly points: readonly RocPoint[];
  readonly band: readonly RocBandPoint[];
  readonly dots: readonly Dot[];
}

/** True against false positive rate of rising thresholds, over the band of its resamples; the diagonal is chance. */
export function rocChart(label: string, { points, band: around, dots }: Roc): Html {
  const options = { label, x: { name: 'false positive rate' }, y: { name: 'true positive rate' } };
  const area = band(around.map(({ fpr: at, lo, hi }) => ({ at, lo, hi })));
  return plot(options, area, DIAGONAL, curve(points.map(({ fpr, tpr }) => [fpr, tpr])), dots.map(dot));
}
