import type { Report } from '@ml-microservices/shared/contracts';
import { inWords } from '../figures/figure.js';
import { nameOf } from '../figures/thresholds.js';
import { count, counted, listed, time } from '../format.js';
import { facts, section } from '../html/elements.js';
import type { Part } from '../part.js';

/** Columns that a sentence names. */
const NAMED = 8;

/** What to know of a model before it is used, under the headings of Mitchell et al. 2019. */
export const modelCard: Part = (report) => {
  const { model, dataset, test_dataset: judge, evaluation } = report;
  const { n_train, n_test } = evaluation.data;
  return section(
    'Model card',
    'Filled in from this training, under the headings of Mitchell et al. 2019. What no data tells is left to people.',
    facts([
      [
        'Model details',
        `${model.model_type}, engine ${model.engine}, version ${model.version}, ${time(model.created_at)}`,
      ],
      ['Intended use', intended(report)],
      ['Factors', `${columnsOf(model.features)}; accuracy by each is under “Where it does better and worse”`],
      ['Metrics', metricsOf(report)],
      [
        'Evaluation data',
        judge
          ? `${counted(n_test, 'row')} of ${judge.name}, all whose class is known`
          : `${counted(n_test, 'row')} of ${dataset.name} that training has not seen`,
      ],
      ['Training data', `${counted(n_train, 'row')} of ${dataset.name}`],
      [
        'Ethical considerations',
        'not to be told from the data: whether a column stands for what must not decide, and whom wrong predictions harm',
      ],
      ['Caveats', caveatsOf(report)],
    ]),
  );
};

function intended({ model, dataset }: Report): string {
  const purpose = `to predict ${model.target} of rows like those of ${dataset.name}`;
  return model.description === '' ? `${purpose}; no description says what for` : `${purpose}: ${model.description}`;
}

const columnsOf = (features: readonly string[]): string =>
  features.length > NAMED
    ? `${features.slice(0, NAMED).join(', ')} and ${count(features.length - NAMED)} more`
    : listed(features);

/** Of the decisions that the model serves. */
function metricsOf({ evaluation: { metrics, decisions } }: Report): string {
  const point = decisions.served ?? decisions.default;
  return `accuracy ${inWords(point.metrics.accuracy)} at the ${nameOf(point)}; ROC AUC ${inWords(metrics.roc_auc)}; log loss ${inWords(metrics.log_loss)}`;
}

function caveatsOf({ model, evaluation }: Report): string {
  const messages = new Set([...model.warnings, ...evaluation.data.warnings].map(({ message }) => message));
  return messages.size === 0
    ? 'none that these rows tell of'
    : `${counted(messages.size, 'warning')} under the verdict`;
}
