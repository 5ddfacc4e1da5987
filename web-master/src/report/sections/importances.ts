import { intervalBar, scaleOver } from '../chart/interval-bar.js';
import { rounded } from '../figures/rounding.js';
import { count, counted, fixed, listed, NOT_DEFINED } from '../format.js';
import { firstOf, section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

const SHOWN = 25;

/** What the model loses without each column, and beside it what its trees split on. */
export const importances: Part = ({ evaluation }) => {
  const { features, repeats, rows, baseline, metric } = evaluation.permutation_importance;
  const { shown, rest } = firstOf(features, SHOWN);
  const bars = features.map(({ mean, sd }) => ({ value: mean, lo: mean - sd, hi: mean + sd }));
  const scale = scaleOver(bars, 0);
  const widest = Math.max(...features.map(({ sd }) => sd));
  const inStep = (value: number) => rounded({ value, lo: -widest, hi: widest }).value;
  const hasImpurity = features.some(({ impurity }) => impurity !== null);
  const leading = features.filter(({ mean, sd }) => mean > sd).slice(0, 3);
  const names = leading.map(({ feature }) => feature);
  return section(
    'What it looks at',
    html`${names.length === 0 ? 'No column alone costs more than its spread when shuffled.' : `It leans most on ${listed(names)}.`} Columns that say the same share their importance; it tells nothing of cause.`,
    table({
      caption: `Loss of ${metric} (${fixed(baseline, 3)}) when a column is shuffled among ${counted(rows, 'test row')}: mean and standard deviation of ${count(repeats)} repeats${hasImpurity ? '. Impurity: mean decrease over the training, sum 1; it favours columns of many values' : ''}`,
      head: ['Feature', 'Mean loss', 'Mean ± sd', 'sd', ...(hasImpurity ? ['Impurity'] : [])],
      rows: shown.map(({ feature, sd, impurity }, index) => [
        feature,
        inStep(bars[index].value),
        intervalBar(bars[index], scale),
        inStep(sd),
        ...(hasImpurity ? [impurity === null ? NOT_DEFINED : html`${fixed(impurity, 3)} ${shareBar(impurity)}`] : []),
      ]),
      numeric: [1, 3],
    }),
    rest,
  );
};

const shareBar = (share: number): Html =>
  html`<span class="share"><i style="--share:${Math.max(0, share).toFixed(4)}"></i></span>`;
