import type { Coefficient, Coefficients, Report } from '@ml-microservices/shared/contracts';
import { scaleOver } from '../chart/interval-bar.js';
import { drawnRatio, inLog } from '../figures/drawn.js';
import { effect, ratio, ratioFigure } from '../figures/figure.js';
import { counted } from '../format.js';
import { firstOf, section, table } from '../html/elements.js';
import { type Content, html } from '../html/template.js';
import { isBinary, type Part, positiveOf } from '../part.js';

const SHOWN = 20;

/** The formula of a logistic regression, largest effects first. */
export const coefficientsSection: Part = (report) => {
  const { coefficients } = report.evaluation;
  if (coefficients === null) return null;
  const strength = ({ standardized }: Coefficient) => Math.abs(standardized.coefficient.value ?? 0);
  const { shown, rest } = firstOf(
    coefficients.columns.toSorted((a, b) => strength(b) - strength(a)),
    SHOWN,
  );
  const scale = scaleOver(
    shown.map(({ standardized }) => inLog(standardized.odds_ratio)),
    0,
  );
  return section(
    'Coefficients and odds ratios',
    html`${oddsOf(report)} An odds ratio of 1 is no effect. ${sureness(coefficients)} The penalty draws coefficients towards 0.`,
    table({
      caption: 'Largest effect first; drawn on a logarithmic scale, the tick is 1',
      head: [
        'Column',
        'Odds ratio per sd',
        'Interval',
        'Odds ratio per unit',
        'Coefficient per sd',
        'Coefficient per unit',
      ],
      rows: [
        ...shown.map(({ standardized, per_unit, ...column }) => [
          nameOf(column),
          ratio(standardized.odds_ratio),
          drawnRatio(standardized.odds_ratio, scale),
          ratioFigure(per_unit.odds_ratio),
          effect(standardized.coefficient),
          effect(per_unit.coefficient),
        ]),
        ...firstOf(coefficients.intercepts, SHOWN).shown.map((intercept): Content[] => [
          nameOf({ feature: 'intercept', category: null, class: intercept.class }),
          '',
          '',
          '',
          effect(intercept.standardized),
          effect(intercept.per_unit),
        ]),
      ],
      numeric: [1, 3, 4, 5],
      stacks: true,
    }),
    rest,
  );
};

/** The coefficients of several classes add up to 0, so each is of the class against the mean of all in logarithms. */
const oddsOf = (report: Report): string =>
  isBinary(report)
    ? `Odds are those of ${positiveOf(report)}.`
    : 'Odds are the probability of the class over the geometric mean of those of all classes.';

function sureness({ columns }: Coefficients): string {
  const { lo = null, n = 0 } = columns[0]?.standardized.coefficient ?? {};
  if (lo === null)
    return 'No intervals: there are too many coefficients to compute them, or the rows do not tell them apart.';
  const told = `Where the interval holds 1, the direction is not sure. Wald intervals from ${counted(n, 'training row')}.`;
  const ofCategories =
    'Of the categories of a column the rows tell only the differences: one by one they are as sure as the penalty makes them.';
  return columns.some(({ category }) => category !== null) ? `${told} ${ofCategories}` : told;
}

const nameOf = ({ feature, category, class: of }: Pick<Coefficient, 'feature' | 'category' | 'class'>): string =>
  `${feature}${category === null ? '' : ` = ${category}`}${of === null ? '' : ` for ${of}`}`;
