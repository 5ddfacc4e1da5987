import type { Report } from '@ml-microservices/shared/contracts';
import { intervalBar } from '../chart/interval-bar.js';
import { drawnInterval } from '../figures/drawn.js';
import { isAbsent, method, value } from '../figures/figure.js';
import { type Described, describe } from '../figures/metrics.js';
import { rounded } from '../figures/rounding.js';
import { counted, percent } from '../format.js';
import { section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

const TILES = ['Accuracy', 'Balanced accuracy', 'ROC AUC', 'F1', 'Matthews correlation', 'Log loss'];

/** The figures that say most as tiles, then each with how sure it is. */
export const headline: Part = (report) => {
  const { evaluation } = report;
  const where = report.test_dataset ? html`all of ${report.test_dataset.name}` : html`rows that training has not seen`;
  const level = percent(evaluation.metrics.accuracy.level).replace('.0', '');
  const described = describe(report).filter(({ estimate }) => !isAbsent(estimate));
  const tiles = TILES.flatMap((name) => described.filter((each) => each.name === name));
  return section(
    'How right it is',
    html`Measured on ${counted(report.evaluation.data.n_test, 'test row')}, ${where}; learned from ${counted(report.evaluation.data.n_train, 'row')}. ${balanceOf(report)} The line is the ${level} interval, the tick is chance.`,
    html`<ul class="tiles">${tiles.map(tile)}</ul>`,
    table({
      caption: 'On the test rows, at the class of highest probability',
      head: ['Metric', 'Value', `${level} interval`, 'Method'],
      rows: described.map(({ name, meaning, estimate, scale }) => [
        html`${name} <span class="help">${meaning}</span>`,
        value(estimate),
        drawnInterval(estimate, scale),
        method(estimate),
      ]),
      numeric: [1],
      stacks: true,
    }),
    resampling(report),
  );
};

function tile({ name, estimate, scale, meaning }: Described): Html {
  const { interval } = rounded(estimate);
  return html`<li><span class="name">${name}</span><strong>${value(estimate)}</strong>${
    interval === '' ? null : html`<span class="interval">${interval}</span>`
  }${intervalBar(estimate, scale)}<span class="help">${meaning}</span></li>`;
}

function balanceOf({ evaluation: { data } }: Report): string {
  const classes = data.classes.slice(0, 10).map(({ label, test }) => `${percent(test.share)} ${label}`);
  return `Test classes: ${classes.join(', ')}${data.classes.length > 10 ? ' and others' : ''}.`;
}

function resampling({ evaluation: { bootstrap, metrics } }: Report): Html {
  const { mcc, cohen_kappa, log_loss } = metrics;
  const isAlike = [mcc, cohen_kappa, log_loss].some(
    ({ method: name, value: exact }) => name !== 'bootstrap' && exact !== null,
  );
  return html`<p class="note">Bootstrap: ${counted(bootstrap.resamples, 'resample')} of the test rows within their classes, percentiles (of the calibration error reflected, as resampling raises it; of correlations, of averages of F1 and of an area over classes the deviation on the logit scale), seed ${bootstrap.seed}. A division by zero counts as 0, as in scikit-learn.${
    isAlike
      ? ' Where all resamples give the same, which is not certainty, a figure at the end of its range has the Wilson interval of the rows of the smallest class, and any other has none.'
      : null
  }</p>`;
}
