import type { FeaturePreparation, Report } from '@ml-microservices/shared/contracts';
import { count, counted, plain } from '../format.js';
import { firstOf, section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';

const SHOWN = 60;

/** What was learned from the training rows about each feature. */
export function preparation({ model }: Report): Html {
  const { features, fitted_rows, one_hot, means, keep_missing = false } = model.preprocessing;
  const { shown, rest } = firstOf(features, SHOWN);
  const sentences = [
    `Learned on the ${counted(fitted_rows, 'training row')} alone.`,
    one_hot ? 'Categories of more than two become one column each.' : 'Categories become their codes.',
    means === null ? '' : 'Each column is centred and scaled.',
  ];
  return section(
    'How the features are prepared',
    sentences.filter(Boolean).join(' '),
    table({
      caption: 'Features',
      head: ['Feature', 'Type', 'Missing', 'A missing value becomes', 'Categories in coding order'],
      rows: shown.map((feature) => [
        feature.name,
        feature.type,
        count(feature.missing),
        keep_missing ? 'itself: the model learned where it belongs' : imputedBy(feature),
        categoriesOf(feature),
      ]),
      numeric: [2],
    }),
    rest,
  );
}

function imputedBy({ type, impute, categories }: FeaturePreparation): string {
  if (type === 'numeric') return `${plain(impute)} (median)`;
  return `${categories?.[impute] ?? plain(impute)} (most frequent)`;
}

function categoriesOf({ categories }: FeaturePreparation): Html | null {
  if (categories === undefined) return null;
  const { shown, rest } = firstOf(categories, SHOWN);
  return html`${shown.join(', ')}${rest}`;
}
