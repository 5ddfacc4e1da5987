import { HYPERPARAMETERS } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../src/lib/forms/schema.js';
import { sliderOf } from '../../src/lib/forms/slider.js';

const fields = [
  ...fieldsOf(HYPERPARAMETERS.native.RandomForest),
  ...fieldsOf(HYPERPARAMETERS.native.LogisticRegression),
  ...fieldsOf(HYPERPARAMETERS.native.KNN),
].filter(({ number }) => number !== undefined);

describe.each(fields.map((field) => [field.name, field] as const))('the slider of %s', (_name, field) => {
  const slider = sliderOf(field)!;
  const values = Array.from({ length: slider.steps + 1 }, (_, position) => slider.toValue(position));

  it('gives allowed values only, rising from end to end', () => {
    const { minimum, maximum, isInteger, isOpen } = field.number!;
    for (const value of values) {
      expect(isOpen ? value > minimum : value >= minimum).toBe(true);
      expect(value).toBeLessThanOrEqual(maximum);
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
  const number = { isInteger: true, minimum: 1, maximum: Number.POSITIVE_INFINITY, isOpen: false };
  expect(sliderOf({ name: 'n', help: '', initial: 1, choices: [], number })).toBeUndefined();
});
