import { ENGINES, HYPERPARAMETERS } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../src/lib/forms/schema.js';
import { en } from '../../src/lib/i18n/en/index.js';
import { plural } from '../../src/lib/i18n/plural.js';
import { ru } from '../../src/lib/i18n/ru/index.js';

type Leaf = string | ((...parameters: never[]) => string);

/** Every text of a dictionary by its path. */
function leaves(words: object, path = ''): [string, Leaf][] {
  return Object.entries(words).flatMap(([key, value]: [string, Leaf | object]) =>
    typeof value === 'object' ? leaves(value, `${path}.${key}`) : [[`${path}.${key}`, value] as [string, Leaf]],
  );
}

const english = new Map(leaves(en));
const russian = new Map(leaves(ru));
/** The same in every language: names. */
const NAMES = ['.common.product', '.datasets.sources.json', '.metrics.names.f1', '.metrics.names.roc_auc'];
const SAME = [...NAMES, '.metrics.names.log_loss', '.modelTypes.engines.mljs'];

describe('the words', () => {
  it('have the same keys in both languages', () => {
    expect([...russian.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('say every hyperparameter and each of its choices', () => {
    const fields = ENGINES.flatMap((engine) => Object.values(HYPERPARAMETERS[engine]).flatMap(fieldsOf));
    for (const { name, choices } of fields) {
      expect(en.params.help, name).toHaveProperty(name);
      for (const choice of choices) expect(en.params.choices, name).toHaveProperty(String(choice));
    }
  });

  it('are texts or functions alike in both languages', () => {
    for (const [key, value] of english) expect(typeof russian.get(key), key).toBe(typeof value);
  });

  it('are Russian in Russian', () => {
    const texts = [...russian].filter(([key, value]) => typeof value === 'string' && !SAME.includes(key));
    for (const [key, value] of texts) expect(value, key).toMatch(/[а-яё]/i);
  });
});

describe('plural', () => {
  const rows = { one: 'строка', few: 'строки', many: 'строк', other: 'строки' };
  it.each([
    [1, '1 строка'],
    [3, '3 строки'],
    [5, '5 строк'],
    [11, '11 строк'],
    [21, '21 строка'],
  ])('%i', (count, text) => {
    expect(plural('ru', count, rows)).toBe(text);
  });
});

it('says what is wrong with a number by its limits', () => {
  const limits = { isInteger: true, minimum: 1, maximum: 10_000, isOpen: false, isOpenAbove: false };
  expect(en.forms.fault('range', limits)).toBe('Must be a whole number from 1 to 10,000.');
  expect(en.forms.fault('range', { ...limits, isInteger: false, minimum: 0, isOpen: true, maximum: 1 })).toBe(
    'Must be a number above 0 and at most 1.',
  );
  expect(ru.forms.fault('integer', limits)).toMatch(/^Нужно целое число от 1 до 10.000\.$/u);
});
