import type { ClassCurves } from '@ml-microservices/shared/contracts';
import type { Html } from '../html/template.js';
import { curve, DIAGONAL, line, plot } from './plot.js';

/** Share of the class found against share of the rows taken; the diagonal is chance, the dotted line is perfect. */
export function gainsChart(label: string, { gains, prevalence }: Pick<ClassCurves, 'gains' | 'prevalence'>): Html {
  const perfect = line(
    [
      [0, 0],
      [prevalence, 1],
      [1, 1],
    ],
    'perfect',
  );
  const found = curve(gains.map(({ taken, found: share }) => [taken, share]));
  return plot({ label, x: { name: 'rows taken' }, y: { name: 'found' } }, DIAGONAL, perfect, found);
}
