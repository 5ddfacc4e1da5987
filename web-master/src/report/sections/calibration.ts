import type { Calibration, ClassCurves, Estimate } from '@ml-microservices/shared/contracts';
import { calibrationChart } from '../chart/calibration.js';
import { figure, inWords } from '../figures/figure.js';
import { count, counted, countedOf } from '../format.js';
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
    parts(curves),
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

/**
 * What of the Brier score is owed to wrong probabilities, and what to classes that are hard to tell apart; and whether
 * the scores are too sure.
 */
function parts(curves: readonly ClassCurves[]): Html {
  return html`${table({
    caption: 'Each class against the rest',
    head: [
      'Class',
      'Brier score',
      'Reliability',
      'Resolution',
      'Uncertainty',
      'Within bins',
      'Slope',
      'Intercept',
      'The scores are',
    ],
    rows: curves.map(({ label, calibration: { brier, slope, intercept } }) => [
      label,
      ...[brier.score, brier.reliability, brier.resolution, brier.uncertainty, brier.within_bins].map(figure),
      ...[slope, intercept].map(figure),
      sureness(slope),
    ]),
    numeric: [1, 2, 3, 4, 5, 6, 7],
  })}
  <p class="note">Brier score = reliability − resolution + uncertainty + what differs within the bins (Murphy 1973): reliability is what wrong probabilities cost, 0 is best; resolution what telling rows apart gains; uncertainty what the share of the class alone costs. Slope and intercept of the outcomes refitted to the log odds of the scores (Cox 1958): 1 and 0 are perfect, a slope below 1 means overconfident scores. Intervals: bootstrap, of reliability and resolution reflected; slope and intercept Wald; n ${count(curves[0].calibration.ece_if_calibrated.n)}.</p>`;
}

function sureness({ lo, hi }: Estimate): string {
  if (lo === null || hi === null) return 'not to be refitted';
  if (hi < 1) return 'overconfident';
  return lo > 1 ? 'underconfident' : 'neither, as far as these rows tell';
}

function told({ bins, ece, ece_if_calibrated: expected }: Calibration): string {
  const missed = bins.filter(
    ({ mean_score, observed: { lo, hi } }) => lo !== null && hi !== null && (mean_score < lo || mean_score > hi),
  );
  const within = ece.value === null || expected.hi === null || ece.value <= expected.hi;
  return `Expected calibration error ${inWords(ece)} over ${counted(bins.length, 'bin')}, n ${count(expected.n)}; perfectly calibrated scores would give ${inWords(expected)}, so chance alone ${within ? 'may bring as much' : 'hardly brings as much'}. ${countedOf(missed.length, bins.length, 'interval', ['misses', 'miss'])} the line.`;
}
