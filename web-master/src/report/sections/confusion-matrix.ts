import type { Report } from '@ml-microservices/shared/contracts';
import { count, percent } from '../format.js';
import { section } from '../html/elements.js';
import { type Html, html } from '../html/template.js';

/** Counts on a ground that is the darker the larger the cell's share of its row is. */
export function confusionMatrix({ metrics, model }: Report): Html {
  const { labels, counts } = metrics.confusion_matrix;
  const rows = labels.map((label, index) => {
    const total = counts[index].reduce((sum, cell) => sum + cell, 0);
    return html`<tr><th scope="row">${label}</th>${counts[index].map((cell) => heatCell(cell, total))}<td class="total">${count(total)}</td></tr>`;
  });
  return section(
    'Confusion matrix',
    html`Rows are what ${model.target} is, columns what was predicted; shares are of the row. The diagonal is right.`,
    html`<div class="scroll"><table class="heat">
      <caption>${count(metrics.n_test)} test rows, true against predicted</caption>
      <thead><tr><th scope="col">true ╲ predicted</th>${labels.map((label) => html`<th scope="col">${label}</th>`)}<th scope="col" class="total">rows</th></tr></thead>
      <tbody>${rows}</tbody>
    </table></div>`,
  );
}

function heatCell(cell: number, total: number): Html {
  const share = total === 0 ? 0 : cell / total;
  return html`<td style="--share:${share.toFixed(3)}"><b>${count(cell)}</b><span>${percent(share)}</span></td>`;
}
