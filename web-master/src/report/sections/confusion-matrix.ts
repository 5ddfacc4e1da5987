import type { DecisionPoint } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { collapse } from '../figures/collapse.js';
import { nameOf } from '../figures/thresholds.js';
import { count, counted, percent } from '../format.js';
import { section } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

/** More classes than this leave no room for shares in the cells. */
const ROOMY = 6;
/** Of most rows; the others are shown as one. */
const MOST_CLASSES = 15;

/** At the class of highest probability and, where the model has one, at its threshold. */
export const confusionMatrix: Part = (report) => {
  const { decisions } = report.evaluation;
  const points = decisions.served === null ? [decisions.default] : [decisions.served, decisions.default];
  const rows = counted(report.evaluation.data.n_test, 'test row');
  return section(
    'Confusion matrix',
    html`Rows are what ${report.model.target} is, columns what was predicted; the darker, the larger the share of its row. The diagonal is right.`,
    html`<div class="matrices">${points.map((point) => matrix(point, `${rows}, at the ${nameOf(point)}${point === decisions.served ? ' that the model serves' : ''}`))}</div>`,
  );
};

function matrix({ confusion_matrix }: DecisionPoint, caption: string): Html {
  const { labels, counts } = collapse(confusion_matrix, MOST_CLASSES);
  const isRoomy = labels.length <= ROOMY;
  const rows = labels.map((label, index) => {
    const total = sum(counts[index]);
    return html`<tr><th scope="row">${label}</th>${counts[index].map((cell) => heatCell(cell, total, isRoomy))}<td class="total">${count(total)}</td></tr>`;
  });
  return html`<div class="scroll"><table class="heat${isRoomy ? '' : ' dense'}">
    <caption>${caption}</caption>
    <thead><tr><th scope="col">true ╲ predicted</th>${labels.map((label) => html`<th scope="col">${label}</th>`)}<th scope="col" class="total">rows</th></tr></thead>
    <tbody>${rows}</tbody>
  </table></div>`;
}

function heatCell(cell: number, total: number, isRoomy: boolean): Html {
  if (total === 0) return html`<td style="--share:0"><b>${count(cell)}</b></td>`;
  const share = cell / total;
  return html`<td style="--share:${share.toFixed(3)}"><b>${count(cell)}</b>${isRoomy ? html`<span>${percent(share)}</span>` : null}</td>`;
}
