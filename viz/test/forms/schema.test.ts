import { HYPERPARAMETERS } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { faultOf, fieldsOf, parseValue, type SchemaField } from '../../src/lib/forms/schema.js';

const forest = new Map(fieldsOf(HYPERPARAMETERS.native.RandomForest).map((field) => [field.name, field]));
const logistic = new Map(fieldsOf(HYPERPARAMETERS.native.LogisticRegression).map((field) => [field.name, field]));
const boosting = new Map(fieldsOf(HYPERPARAMETERS.native.GradientBoosting).map((field) => [field.name, field]));
const field = (fields: ReadonlyMap<string, SchemaField>, name: string) => fields.get(name)!;

describe('fieldsOf', () => {
  it('reads a whole number within limits', () => {
    expect(field(forest, 'n_estimators')).toEqual({
      name: 'n_estimators',
      help: 'Number of trees.',
      initial: 100,
      choices: [],
      number: { isInteger: true, minimum: 1, maximum: 10_000, isOpen: false, isOpenAbove: false },
    });
  });

  it('takes null as a choice and as the default', () => {
    const depth = field(forest, 'max_depth');
    expect(depth.initial).toBeNull();
    expect(depth.choices).toEqual([null]);
    expect(depth.number).toMatchObject({ isInteger: true, minimum: 1 });
  });

  it('reads words beside a number', () => {
    expect(field(forest, 'max_features')).toMatchObject({ initial: 'sqrt', choices: ['sqrt', 'log2', null] });
  });

  it('takes yes and no as choices', () => {
    const stopping = field(boosting, 'early_stopping');
    expect(stopping).toMatchObject({ initial: false, choices: [false, true] });
    expect(parseValue(stopping, 'true')).toBe(true);
    expect(faultOf(stopping, false)).toBeUndefined();
  });

  it('knows a minimum that is itself too low', () => {
    expect(field(logistic, 'C').number).toMatchObject({ isInteger: false, minimum: 0, isOpen: true });
  });
});

describe('faultOf', () => {
  const faults: [string, SchemaField, string | number | null | undefined, string | undefined][] = [
    ['nothing', field(forest, 'n_estimators'), undefined, 'missing'],
    ['half a tree', field(forest, 'n_estimators'), 1.5, 'integer'],
    ['no trees', field(forest, 'n_estimators'), 0, 'range'],
    ['too many trees', field(forest, 'n_estimators'), 10_001, 'range'],
    ['the largest number', field(forest, 'n_estimators'), 10_000, undefined],
    ['no limit', field(forest, 'max_depth'), null, undefined],
    ['an unknown word', field(forest, 'max_features'), 'cube', 'missing'],
    ['zero where it must be above', field(logistic, 'C'), 0, 'range'],
    ['little more than zero', field(logistic, 'C'), 1e-9, undefined],
  ];
  it.each(faults)('%s', (_case, ofField, value, fault) => {
    expect(faultOf(ofField, value)).toBe(fault);
  });
});

it('keeps below a maximum that is itself too high', () => {
  const [share] = fieldsOf({ properties: { share: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 } } });
  expect(share.number).toMatchObject({ minimum: 0, maximum: 1, isOpen: true, isOpenAbove: true });
  expect(faultOf(share, 1)).toBe('range');
  expect(faultOf(share, 0.99)).toBeUndefined();
});

it('parses the text of a URL to a choice or a number', () => {
  expect(parseValue(field(forest, 'max_depth'), 'null')).toBeNull();
  expect(parseValue(field(forest, 'max_features'), 'log2')).toBe('log2');
  expect(parseValue(field(forest, 'max_features'), '4')).toBe(4);
  expect(parseValue(field(forest, 'n_estimators'), 'many')).toBeUndefined();
  expect(parseValue(field(forest, 'n_estimators'), ' ')).toBeUndefined();
});
