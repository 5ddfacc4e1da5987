import type { ThresholdRow } from '@ml-microservices/shared/contracts';
import { type Html, html } from '../html/template.js';
import { atX, atY, line, type Point, plot } from './plot.js';

const THRESHOLD_CURVES = ['precision', 'recall', 'f1'] as const;

/** Precision, recall and F1 against the threshold, which is `at` where a line stands. */
export function thresholdCurves(label: string, rows: readonly ThresholdRow[], at: readonly number[]): Html {
  const curves = THRESHOLD_CURVES.map((name) =>
    line(
      rows.flatMap((row): Point[] => (row[name] === null ? [] : [[row.threshold, row[name]]])),
      `line ${name}`,
    ),
  );
  const marks = at.map((threshold) => html`<path class="chance" d="M${atX(threshold)} ${atY(0)}V${atY(1)}"/>`);
  return plot({ label, x: { name: 'threshold' }, y: { name: 'value' } }, marks, curves);
}
