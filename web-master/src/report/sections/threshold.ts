import type { DecisionPoint, Estimate, Report, ThresholdRow } from '@ml-microservices/shared/contracts';
import { thresholdCurves } from '../chart/threshold-curves.js';
import { figure } from '../figures/figure.js';
import { choiceOf, costOnTestRows, nameOf } from '../figures/thresholds.js';
import { count, fixed, NOT_DEFINED, plain } from '../format.js';
import { chartFigure, section, table, thinned } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import { isBinary, type Part, positiveOf } from '../part.js';

const LISTED = 13;
/** The threshold that the class of highest of two probabilities has. */
const EVEN = 0.5;

/** Where to decide, for two classes: what each threshold costs and finds, and where the model does decide. */
export const thresholdSection: Part = (report) => {
  const { thresholds, decisions } = report.evaluation;
  if (!isBinary(report) || thresholds.length === 0) return null;
  const { served, choice } = decisions;
  return section(
    'Where to decide',
    html`${positiveOf(report)} is predicted from a score of the threshold on. ${
      served === null
        ? 'The model has no threshold of its own: it predicts the class of highest probability.'
        : `The model decides at ${nameOf(served)}.`
    }${choice === null ? null : ` ${choiceOf(choice)}`} ${costOnTestRows(report.evaluation)}`,
    html`<div class="charts wide">${
      served === null
        ? [curveFigure(report, null), thresholdTable(report)]
        : [curveFigure(report, thresholdTable(report)), compared(decisions.default, served)]
    }</div>`,
  );
};

function curveFigure(report: Report, numbers: Html | null): Html {
  const { thresholds } = report.evaluation;
  return chartFigure({
    title: 'By threshold',
    summary: html`<span class="swatch precision"></span> precision, <span class="swatch recall"></span> recall, <span class="swatch f1"></span> F1. ${bestOf(thresholds)}`,
    drawing: thresholdCurves('Precision, recall and F1 by threshold', thresholds, decidedAt(report)),
    numbers,
  });
}

function decidedAt({ evaluation: { decisions } }: Report): number[] {
  const at = decisions.served?.threshold ?? EVEN;
  return at === EVEN ? [EVEN] : [EVEN, at];
}

function thresholdTable(report: Report): Html {
  return table({
    caption:
      'On the test rows: to judge a threshold, not to choose one, which would flatter it. Net benefit: true positives a row, less false ones at the odds of the threshold (Vickers and Elkin 2006)',
    head: ['Threshold', 'Precision', 'Recall', 'F1', 'Youden J', 'Net benefit', 'FP', 'FN'],
    rows: listedOf(report).map((row) => [
      three(row.threshold),
      ...[row.precision, row.recall, row.f1, row.youden, row.net_benefit].map(signed),
      count(row.fp),
      count(row.fn),
    ]),
    numeric: [0, 1, 2, 3, 4, 5, 6, 7],
  });
}

/** The rows nearest to the thresholds that matter are in the table, whatever else is left out. */
function listedOf(report: Report): ThresholdRow[] {
  const { thresholds } = report.evaluation;
  const nearest = decidedAt(report).map((at) =>
    thresholds.reduce((a, b) => (Math.abs(b.threshold - at) < Math.abs(a.threshold - at) ? b : a)),
  );
  return [...new Set([...thinned(thresholds, LISTED), ...nearest])].sort((a, b) => a.threshold - b.threshold);
}

const signed = (figure: number | null) => (figure === null ? NOT_DEFINED : fixed(figure, 3));
const three = (figure: number | null) => (figure === null ? NOT_DEFINED : figure.toFixed(3));

function bestOf(rows: readonly ThresholdRow[]): string {
  const best = rows.reduce((a, b) => ((b.f1 ?? 0) > (a.f1 ?? 0) ? b : a));
  return `On these rows F1 is highest, ${three(best.f1)}, at ${plain(Number(best.threshold.toFixed(3)))}.`;
}

/** What depends on the decision at both points. */
function compared(plainly: DecisionPoint, served: DecisionPoint): Html {
  const rows: [string, (point: DecisionPoint) => Estimate | null][] = [
    ['Accuracy', ({ metrics }) => metrics.accuracy],
    ['Balanced accuracy', ({ metrics }) => metrics.balanced_accuracy],
    ['Precision', ({ metrics }) => metrics.precision],
    ['Recall', ({ metrics }) => metrics.recall],
    ['Specificity', ({ metrics }) => metrics.specificity],
    ['F1', ({ metrics }) => metrics.f1],
    ['Matthews correlation', ({ metrics }) => metrics.mcc],
    ["Cohen's kappa", ({ metrics }) => metrics.cohen_kappa],
  ];
  const cell = (estimate: Estimate | null) => (estimate === null ? NOT_DEFINED : figure(estimate));
  return table({
    caption: 'At both points, on the same test rows',
    head: ['Metric', `Served: ${nameOf(served)}`, 'Highest probability'],
    rows: rows.map(([name, of]) => [name, cell(of(served)), cell(of(plainly))]),
    numeric: [1, 2],
    stacks: true,
  });
}
