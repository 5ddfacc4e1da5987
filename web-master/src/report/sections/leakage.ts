import type { Leakage } from '@ml-microservices/shared/contracts';
import { inWords, method } from '../figures/figure.js';
import { count, counted } from '../format.js';
import { section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

/** Why the figures are of rows that the model had not seen. */
export const leakageSection: Part = ({ evaluation: { leakage } }) =>
  section(
    'Why the figures can be believed',
    null,
    html`<ul class="checks">${checksOf(leakage).map(([holds, text]) => html`<li class="${holds ? 'holds' : 'fails'}"><b>${holds ? 'Yes' : 'No'}</b> ${text}</li>`)}</ul>`,
    table({
      caption: 'What was fitted, and on which rows',
      head: ['What', 'Fitted on', 'n'],
      rows: leakage.fitted.map(({ what, rows, n }) => [what, rows, count(n)]),
      numeric: [2],
    }),
  );

function checksOf({ test_rows_unseen, shared_duplicates, shuffled_labels: control }: Leakage): [boolean, Html][] {
  const shuffled = (of: NonNullable<Leakage['shuffled_labels']>): [boolean, Html] => [
    of.covers_chance,
    html`The same fit to shuffled labels tells nothing: ROC AUC ${inWords(of.roc_auc)} where chance is 0.5 (${method(of.roc_auc)}; fitted to ${counted(of.rows, 'row')}). One in twenty such intervals misses 0.5 by chance.`,
  ];
  return [
    [test_rows_unseen, html`The test rows are apart from the training rows.`],
    [
      shared_duplicates === 0,
      html`Every test row differs from all training rows in some column (${count(shared_duplicates)} do not).`,
    ],
    ...(control === null ? [] : [shuffled(control)]),
  ];
}
