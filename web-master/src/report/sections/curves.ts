import type { ClassCurves, Report, ScoreBin } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import type { Dot } from '../chart/plot.js';
import { precisionRecallChart } from '../chart/precision-recall.js';
import { rocChart } from '../chart/roc.js';
import { scoreHistogram, sharesOf } from '../chart/score-histogram.js';
import { falsePositiveRateOf, type Outcomes, outcomesOf, precisionOf, recallOf } from '../figures/decision.js';
import { inWords } from '../figures/figure.js';
import { nameOf } from '../figures/thresholds.js';
import { count, counted, percent, plain } from '../format.js';
import { chartFigure, section, table, thinned } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import { isBinary, type Part } from '../part.js';

/** Rows of a curve that its table lists. */
const LISTED = 7;

/** How the scores tell the classes apart at every threshold: two classes at once, or each of more against the rest. */
export const curvesSection: Part = (report) => {
  const { curves } = report.evaluation;
  if (curves.length === 0) return null;
  const binary = isBinary(report);
  return section(
    'How well the scores separate the classes',
    html`${binary ? `The score is the probability of ${curves[0].label}.` : 'The score is the probability of a class, which is judged against all others.'} Dashed is chance. ${bandNote(report)}${legend(report)}`,
    curves.map(
      (of) => html`${binary ? null : html`<h3>${of.label}</h3>`}<div class="charts">${ofClass(of, report)}</div>`,
    ),
  );
};

const bandNote = ({ evaluation: { curves, bootstrap } }: Report): string =>
  curves.some(({ roc_band, precision_recall_band }) => roc_band.length + precision_recall_band.length > 0)
    ? `The band holds ${plain(100 * bootstrap.level)} % of the curves of ${count(bootstrap.resamples)} resamples of the test rows, at each rate by itself. `
    : '';

function legend({ evaluation: { decisions } }: Report): Html {
  const { served } = decisions;
  if (served === null)
    return html`The <span class="dot served"></span> dot is where the model decides: the class of highest probability.`;
  return html`The <span class="dot served"></span> full dot is where the model decides, ${nameOf(served)}; the <span class="dot default"></span> hollow one the class of highest probability.`;
}

interface Decided {
  readonly kind: Dot['kind'];
  readonly outcomes: Outcomes;
}

function ofClass(of: ClassCurves, { evaluation: { decisions } }: Report): Html[] {
  const plain: Decided = {
    kind: decisions.served === null ? 'served' : 'default',
    outcomes: outcomesOf(decisions.default, of.label),
  };
  const all =
    decisions.served === null
      ? [plain]
      : [plain, { kind: 'served' as const, outcomes: outcomesOf(decisions.served, of.label) }];
  return [rocFigure(of, all), precisionRecallFigure(of, all), scoreFigure(of)];
}

function rocFigure({ label, roc, roc_band, roc_auc }: ClassCurves, decided: readonly Decided[]): Html {
  const dots = decided.map(
    ({ kind, outcomes }): Dot => ({ kind, at: [falsePositiveRateOf(outcomes), recallOf(outcomes)] }),
  );
  return chartFigure({
    title: 'ROC',
    summary: `Area ${inWords(roc_auc)}. ${foundOf(label, decided[decided.length - 1])}`,
    drawing: rocChart(`ROC curve of ${label}`, { points: roc, band: roc_band, dots }),
    numbers: table({
      caption: `ROC of ${label}${listing(roc)}`,
      head: ['Score from', 'False positive rate', 'True positive rate'],
      rows: thinned(roc, LISTED).map((point) => [cut(point.threshold), three(point.fpr), three(point.tpr)]),
      numeric: [0, 1, 2],
    }),
  });
}

function precisionRecallFigure(of: ClassCurves, decided: readonly Decided[]): Html {
  const { label, precision_recall: points, precision_recall_band: band, prevalence, average_precision } = of;
  const dots = decided.map(({ kind, outcomes }): Dot => ({ kind, at: [recallOf(outcomes), precisionOf(outcomes)] }));
  return chartFigure({
    title: 'Precision and recall',
    summary: `Average precision ${inWords(average_precision)}; ${three(prevalence)} is chance. ${calledOf(label, decided[decided.length - 1])}`,
    drawing: precisionRecallChart(`Precision-recall curve of ${label}`, { points, band, prevalence, dots }),
    numbers: table({
      caption: `Precision and recall of ${label}${listing(points)}`,
      head: ['Score from', 'Recall', 'Precision'],
      rows: thinned(points, LISTED).map((point) => [cut(point.threshold), three(point.recall), three(point.precision)]),
      numeric: [0, 1, 2],
    }),
  });
}

/** Of no rows there is no share. */
function foundOf(label: string, { outcomes }: Decided): string {
  const { tp, fn, fp, tn } = outcomes;
  const found = `finds ${percent(recallOf(outcomes))} of ${label}`;
  const taken = `takes ${percent(falsePositiveRateOf(outcomes))} of the others for it`;
  if (tp + fn === 0) return `No test row is ${label}: where it decides it ${taken}.`;
  return `Where it decides it ${fp + tn === 0 ? `${found}, which all test rows are` : `${found} and ${taken}`}.`;
}

function calledOf(label: string, { outcomes }: Decided): string {
  const { tp, fn, fp } = outcomes;
  if (tp + fp === 0) return `Where it decides it calls no row ${label}.`;
  const right = `Where it decides, ${percent(precisionOf(outcomes))} of what it calls ${label} is`;
  return tp + fn === 0 ? `${right}.` : `${right}, and it finds ${percent(recallOf(outcomes))}.`;
}

function scoreFigure({ label, scores }: ClassCurves): Html {
  const [positives, negatives] = [sum(scores.map((bin) => bin.positives)), sum(scores.map((bin) => bin.negatives))];
  return chartFigure({
    title: 'Scores',
    summary: html`<span class="swatch positives"></span> ${counted(positives, 'row')} of ${label}, <span class="swatch negatives"></span> ${counted(negatives, 'other')}. ${positives === 0 || negatives === 0 ? null : overlapOf(scores)}`,
    drawing: scoreHistogram(`Scores of the rows of ${label} and of the others`, scores),
    numbers: table({
      caption: `Rows by score for ${label}`,
      head: ['Score', label, 'Others'],
      rows: paired(scores).map(({ from, to, positives, negatives }) => [
        `${plain(from)} to ${plain(to)}`,
        count(positives),
        count(negatives),
      ]),
      numeric: [1, 2],
    }),
  });
}

/** Every two neighbouring bins as one: as fine as a table needs to be. */
function paired(scores: readonly ScoreBin[]): ScoreBin[] {
  return scores.flatMap((bin, i) => {
    if (i % 2 === 1) return [];
    const next = scores[i + 1];
    if (next === undefined) return [bin];
    const { from, positives, negatives } = bin;
    return [{ from, to: next.to, positives: positives + next.positives, negatives: negatives + next.negatives }];
  });
}

/** What both histograms have in common, as shares of the rows of each. */
function overlapOf(scores: ClassCurves['scores']): string {
  const positives = sharesOf(scores.map((bin) => bin.positives));
  const negatives = sharesOf(scores.map((bin) => bin.negatives));
  const common = positives.reduce((total, share, i) => total + Math.min(share, negatives[i]), 0);
  return `As histograms of ${scores.length} bins the two overlap by ${percent(common)}.`;
}

const listing = (points: readonly unknown[]) =>
  points.length > LISTED ? `: ${LISTED} of ${points.length} points, the JSON of this report has all` : '';
const cut = (threshold: number | null) => (threshold === null ? 'none' : three(threshold));
const three = (share: number) => share.toFixed(3);
