import { HYPERPARAMETERS } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../src/lib/forms/schema.js';
import { sliderOf } from '../../src/lib/forms/slider.js';

/** Limits of every kind that the model types have, and of those that they may get. */
const OTHERS = {
  properties: {
    penalty: { type: 'number', minimum: 0, maximum: 1e12, default: 0 },
    share: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1, default: 0.1 },
  },
};
const fields = [
  ...fieldsOf(OTHERS),
  ...fieldsOf(HYPERPARAMETERS.native.RandomForest),
  ...fieldsOf(HYPERPARAMETERS.native.LogisticRegression),
  ...fieldsOf(HYPERPARAMETERS.native.KNN),
].filter(({ number }) => number !== undefined);

describe.each(fields.map((field) => [field.name, field] as const))('the slider of %s', (_name, field) => {
  const slider = sliderOf(field)!;
  const values = Array.from({ length: slider.steps + 1 }, (_, position) => slider.toValue(position));

  it('gives allowed values only, rising from end to end', () => {
    const { minimum, maximum, isInteger, isOpen, isOpenAbove } = field.number!;
    for (const value of values) {
      expect(isOpen ? value > minimum : value >= minimum).toBe(true);
      expect(isOpenAbove ? value < maximum : value <= maximum).toBe(true);
      if (isInteger) expect(Number.isInteger(value)).toBe(true);
    }
    expect(values.every((value, index) => index === 0 || value >= values[index - 1])).toBe(true);
    expect(values.at(-1)).toBeGreaterThan(values[0]);
  });

  it('stands at the default, and within its ends for any value', () => {
    if (typeof field.initial === 'number') {
      expect(slider.toValue(slider.toPosition(field.initial))).toBeCloseTo(field.initial, 9);
    }
    expect(slider.toPosition(Number.MAX_VALUE)).toBe(slider.steps);
    expect(slider.toPosition(-1)).toBe(0);
  });
});

it('is missing where there is no upper limit', () => {
  const number = { isInteger: true, minimum: 1, maximum: Number.POSITIVE_INFINITY, isOpen: false, isOpenAbove: false };
  expect(sliderOf({ name: 'n', help: '', initial: 1, choices: [], number })).toBeUndefined();
});
