import type { ClassCurves, LiftRow } from '@ml-microservices/shared/contracts';
import { gainsChart } from '../chart/gains.js';
import { scaleOver } from '../chart/interval-bar.js';
import { drawnInterval } from '../figures/drawn.js';
import { value } from '../figures/figure.js';
import { count, counted, fixed, percent } from '../format.js';
import { chartFigure, section, table, thinned } from '../html/elements.js';
import { type Content, type Html, html } from '../html/template.js';
import { isBinary, type Part } from '../part.js';

/** Classes that are drawn; of more there is the first tenth of each alone. */
const DRAWN = 3;
/** Rows of a curve that its table lists. */
const LISTED = 11;

/** How much of a class is found by who takes the rows of the highest scores first. */
export const gainsSection: Part = (report) => {
  const curves = report.evaluation.curves.filter(({ gains }) => gains.length > 0);
  if (curves.length === 0) return null;
  const isDrawn = curves.length <= DRAWN;
  const only = isBinary(report) ? curves[0] : null;
  return section(
    'What the highest scores find',
    html`Rows are taken by falling score, those of one score together: among them there is no order. Lift is the share that is of the class among the rows taken by its share among all${only === null ? '' : `, ${percent(only.prevalence)}`}; 1 is chance.${isDrawn ? '' : ' The JSON of this report has the curves.'}`,
    isDrawn && only === null ? html`<div class="charts">${curves.map((of) => gainsFigure(of))}</div>` : null,
    only === null
      ? liftTable(curves, isDrawn)
      : html`<div class="charts wide">${gainsFigure(only)}${liftTable(curves, isDrawn)}</div>`,
  );
};

function gainsFigure(of: ClassCurves): Html {
  const { label, gains, lift } = of;
  return chartFigure({
    title: `Cumulative gains of ${label}`,
    summary: `${lift.slice(0, 1).map(told)} Dashed is chance, dotted what perfect scores would find.`,
    drawing: gainsChart(`Cumulative gains of ${label}`, of),
    numbers: table({
      caption: `Cumulative gains of ${label}${gains.length > LISTED ? `: ${LISTED} of ${gains.length} points, the JSON of this report has all` : ''}`,
      head: ['Score from', 'Rows taken', 'Found'],
      rows: thinned(gains, LISTED).map(({ threshold, taken, found }) => [
        threshold === null ? 'none' : threshold.toFixed(3),
        percent(taken),
        percent(found),
      ]),
      numeric: [0, 1, 2],
    }),
  });
}

const told = ({ taken, found, lift, rate }: LiftRow): string =>
  `The first ${percent(taken)}, ${counted(rate.n, 'row')}, hold ${percent(found)} of the class: ${fixed(lift, 2)} times as much as chance.`;

/** Of a single class or few the first five tenths of the rows, of many the first alone. */
function liftTable(curves: readonly ClassCurves[], isWhole: boolean): Html {
  const rows = curves.flatMap(({ label, lift }) =>
    lift.slice(0, isWhole ? lift.length : 1).map((row) => ({ label, ...row })),
  );
  const scale = scaleOver(rows.map(({ rate }) => rate));
  const isNamed = curves.length > 1;
  const className = (index: number): Content[] => {
    const { label } = rows[index];
    return [label === rows[index - 1]?.label ? html`<span class="again">${label}</span>` : label];
  };
  return table({
    caption: `The rows of the highest scores, by tenths of all${isWhole ? '' : ': the first'}; Wilson intervals`,
    head: [...(isNamed ? ['Class'] : []), 'Rows taken', 'n', 'Found', 'Of the class', 'Interval', 'Lift'],
    rows: rows.map(({ taken, rate, found, lift }, index): Content[] => [
      ...(isNamed ? className(index) : []),
      percent(taken),
      count(rate.n),
      percent(found),
      value(rate),
      drawnInterval(rate, scale),
      fixed(lift, 2),
    ]),
    numeric: [0, 1, 2, 3, 5].map((index) => (isNamed ? index + 1 : index)),
    stacks: true,
  });
}
