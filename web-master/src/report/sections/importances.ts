import type { Report } from '@ml-microservices/shared/contracts';
import { metric } from '../format.js';
import { firstOf, section } from '../html/elements.js';
import { type Html, html } from '../html/template.js';

const SHOWN = 30;

/** Bars in falling order, the longest of full width. */
export function importances({ feature_importance, model }: Report): Html | null {
  if (feature_importance === null) return null;
  const sorted = feature_importance.toSorted((a, b) => b.importance - a.importance);
  const largest = sorted[0]?.importance || 1;
  const { shown, rest } = firstOf(sorted, SHOWN);
  const bars = shown.map(
    ({ feature, importance }) => html`<tr>
      <th scope="row">${feature}</th>
      <td class="bar"><i style="--share:${Math.max(0, importance / largest).toFixed(4)}"></i></td>
      <td class="number">${metric(importance)}</td>
    </tr>`,
  );
  return section(
    'What it looks at',
    html`Mean decrease of impurity over the training of ${model.model_type}; the sum is 1. It favours features of many values and tells nothing of cause.`,
    html`<table class="bars"><caption>Feature importance</caption><thead class="hidden"><tr><th scope="col">Feature</th><td></td><th scope="col">Importance</th></tr></thead><tbody>${bars}</tbody></table>`,
    rest,
  );
}
