import type { Dataset, Report } from '@ml-microservices/shared/contracts';
import { count, counted } from '../format.js';
import { facts, firstOf, section, table } from '../html/elements.js';
import type { Html } from '../html/template.js';

const SHOWN = 60;

/** Where the rows came from, and what was done to them and to the columns before any learning. */
export function data({ dataset, test_dataset, metrics, model }: Report): Html {
  const { shown, rest } = firstOf(model.preprocessing.dropped, SHOWN);
  return section(
    'Data',
    null,
    facts([
      ['Dataset', `${dataset.name} (${dataset.id})`],
      ['Source', sourceOf(dataset)],
      ['Rows', count(dataset.rows)],
      ['Split', splitOf(metrics, test_dataset)],
      ['Target', `${model.target}: ${model.classes.join(', ')}`],
      ['Features', counted(model.features.length, 'column')],
    ]),
    dataset.preprocessing.length === 0
      ? null
      : table({
          caption: 'Done to the rows before they were stored, without learning from them',
          head: ['Step', 'Count', 'What it counts'],
          rows: dataset.preprocessing.map(({ step, detail, count: n }) => [step, count(n), detail]),
          numeric: [1],
        }),
    shown.length === 0
      ? null
      : table({
          caption: 'Columns that were not learned from',
          head: ['Column', 'Why'],
          rows: shown.map(({ name, reason }) => [name, reason]),
        }),
    rest,
  );
}

function sourceOf({ source }: Dataset): string {
  const { kind, name, offset, size } = source;
  const part = offset === undefined || size === undefined ? '' : `, ${counted(size, 'row')} from row ${count(offset)}`;
  return `${kind}${name === undefined ? '' : ` ${name}`}${part}`;
}

function splitOf({ n_train, n_test }: Report['metrics'], testDataset: Dataset | null): string {
  const test = testDataset ? `all of ${testDataset.name} (${testDataset.id}), ${count(n_test)}` : count(n_test);
  return `${count(n_train)} training, ${test} test`;
}
