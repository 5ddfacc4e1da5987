import type { EvaluationData, FeaturePreparation } from '@ml-microservices/shared/contracts';
import { count, counted, NOT_DEFINED, percent, plain } from '../format.js';
import { firstOf, section, table } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

const SHOWN = 25;
const CATEGORIES_SHOWN = 12;

/** What was learned from the training rows about each feature. */
export const preparation: Part = ({ model, evaluation }) => {
  const { features, fitted_rows, one_hot, means, keep_missing = false } = model.preprocessing;
  const { shown, rest } = firstOf(features, SHOWN);
  const missing = new Map(evaluation.data.missing.map((each) => [each.feature, each]));
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
      head: [
        'Feature',
        'Type',
        'Missing in training',
        'in test',
        'A missing value becomes',
        'Categories in coding order',
      ],
      rows: shown.map((feature) => [
        feature.name,
        feature.type,
        ...missingOf(feature, missing.get(feature.name)),
        keep_missing ? 'itself: the model learned where it belongs' : imputedBy(feature),
        categoriesOf(feature),
      ]),
      numeric: [2, 3],
      stacks: true,
    }),
    rest,
  );
};

type Missing = EvaluationData['missing'][number];

function missingOf(feature: FeaturePreparation, sides?: Missing): [string, string] {
  if (sides === undefined) return [count(feature.missing), NOT_DEFINED];
  const told = ({ count: n, share }: Missing['train']) => (n === 0 ? '0' : `${count(n)} (${percent(share)})`);
  return [told(sides.train), told(sides.test)];
}

function imputedBy({ type, impute, categories }: FeaturePreparation): string {
  if (type === 'numeric') return `${plain(impute)} (median)`;
  return `${categories?.[impute] ?? plain(impute)} (most frequent)`;
}

function categoriesOf({ categories }: FeaturePreparation): Html | null {
  if (categories === undefined) return null;
  const { shown, rest } = firstOf(categories, CATEGORIES_SHOWN);
  return html`${shown.join(', ')}${rest}`;
}
