// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { csvExample } from '../../src/lib/prediction/csv-example.js';
import { model } from '../wire.js';

const { features } = model.preprocessing;

it('writes the features of known rows, quoted where needed', () => {
  const rows = [
    { Survived: 1, Pclass: 1, Sex: 'female, "married"', Age: null },
    { Survived: 0, Pclass: 3, Sex: 'male', Age: 22 },
  ];
  expect(csvExample(features, rows)).toBe('Pclass,Sex,Age\n1,"female, ""married""",\n3,male,22\n');
});

it('writes the typical row where no row is known', () => {
  expect(csvExample(features, [])).toBe('Pclass,Sex,Age\n3,male,28\n');
});
