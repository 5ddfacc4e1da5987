import type { Calibration, ClassCurves } from '@ml-microservices/shared/contracts';
import { calibrationChart } from '../chart/calibration.js';
import { inWords } from '../figures/figure.js';
import { count, counted } from '../format.js';
import { chartFigure, section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

/** Whether a probability of 0.8 means four in five. */
export const calibrationSection: Part = ({ evaluation: { curves } }) => {
  if (curves.length === 0) return null;
  const [only, ...others] = curves;
  return section(
    'Whether the probabilities can be taken at their word',
    'On the dashed line a score is the share of such rows that are of the class. Bins hold about as many rows each; bars are Wilson intervals.',
    others.length === 0
      ? html`<div class="charts wide">${chart(only, null)}${bins(only)}</div>`
      : html`<div class="charts">${curves.map((of) => chart(of, bins(of)))}</div>`,
  );
};

function chart({ label, calibration }: ClassCurves, numbers: Html | null): Html {
  return chartFigure({
    title: `Scores of ${label}`,
    summary: told(calibration),
    drawing: calibrationChart(`Calibration of the scores of ${label}`, calibration.bins),
    numbers,
  });
}

function bins({ label, calibration }: ClassCurves): Html {
  return table({
    caption: `Calibration of the scores of ${label}`,
    head: ['Scores', 'Mean score', 'Observed share', 'Rows'],
    rows: calibration.bins.map(({ lowest, highest, mean_score, observed }) => [
      `${lowest.toFixed(3)} to ${highest.toFixed(3)}`,
      mean_score.toFixed(3),
      inWords(observed),
      count(observed.n),
    ]),
    numeric: [1, 2, 3],
  });
}

function told({ bins, ece, ece_if_calibrated: expected }: Calibration): string {
  const missed = bins.filter(
    ({ mean_score, observed: { lo, hi } }) => lo !== null && hi !== null && (mean_score < lo || mean_score > hi),
  );
  const within = ece.value === null || expected.hi === null || ece.value <= expected.hi;
  return `Expected calibration error ${inWords(ece)} over ${counted(bins.length, 'bin')}, n ${count(ece.n)}; perfectly calibrated scores would give ${inWords(expected)}, so this is ${within ? 'no more' : 'more'} than chance brings. ${missed.length} of ${counted(bins.length, 'interval')} ${missed.length === 1 ? 'misses' : 'miss'} the line.`;
}
