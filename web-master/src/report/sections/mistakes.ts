import type { Mistake } from '@ml-microservices/shared/contracts';
import { count, countedOf, plain } from '../format.js';
import { section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

/** Values of a row that are shown. */
const VALUES = 12;

/** The test rows that the model is most sure of and wrong about: often the label is. */
export const mistakesSection: Part = (report) => {
  const { mistakes, decisions } = report.evaluation;
  const wrong = wrongOf(decisions.default.confusion_matrix.counts);
  const all = `${countedOf(wrong, report.evaluation.data.n_test, 'test row', ['is', 'are'])} predicted wrong at the highest probability.`;
  if (mistakes.length === 0) return section('Worst mistakes', all);
  const target = report.model.target;
  return section(
    'Worst mistakes',
    html`${all} Where the model is sure and wrong, look at the row first: the label may be. Rows count from 0 in the ${report.test_dataset ? 'test dataset' : 'dataset'}.`,
    table({
      caption: `The ${count(mistakes.length)} most confident`,
      head: ['Row', target, 'Predicted', 'Probability', 'of the truth', 'Values'],
      rows: mistakes.map((mistake) => row(mistake, target)),
      numeric: [0, 3, 4],
      stacks: true,
    }),
  );
};

const wrongOf = (counts: readonly (readonly number[])[]): number =>
  counts.reduce((sum, row, i) => sum + row.reduce((wrong, cell, j) => wrong + (i === j ? 0 : cell), 0), 0);

function row({ row: index, truth, predicted, probability, probability_of_truth, values }: Mistake, target: string) {
  return [
    String(index),
    truth,
    predicted,
    probability.toFixed(3),
    probability_of_truth.toFixed(3),
    valuesOf(values, target),
  ];
}

function valuesOf(values: Mistake['values'], target: string): Html {
  const others = Object.entries(values).filter(([name]) => name !== target);
  const shown = others
    .slice(0, VALUES)
    .map(([name, value]) => html`<span><i>${name}</i> ${value === null ? '–' : plain(value)}</span> `);
  const hidden = others.length - VALUES;
  return html`<span class="values">${shown}${hidden > 0 ? html`<span>and ${hidden} more</span>` : null}</span>`;
}
