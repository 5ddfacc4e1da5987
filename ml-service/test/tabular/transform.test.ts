import { type Preprocessing, Problem } from '@ml-microservices/shared/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelPlan } from '../../src/tabular/column-plans.js';
import { readCsv } from '../../src/tabular/csv-table.js';
import { createTransformer, transform } from '../../src/tabular/transform.js';

const preprocessing: Preprocessing = {
  features: [
    { name: 'Age', type: 'numeric', impute: 28, missing: 0 },
    { name: 'Sex', type: 'categorical', impute: 1, categories: ['female', 'male'], missing: 0 },
    { name: 'Embarked', type: 'categorical', impute: 0, categories: ['S', 'C', 'Q'], missing: 0 },
  ],
  target: 'Survived',
  target_type: 'numeric',
  dropped: [],
  one_hot: false,
  means: null,
  scales: null,
  fitted_rows: 1,
};
const matrixOf = (csv: string, changes: Partial<Preprocessing> = {}, rows?: Int32Array) => {
  const used = { ...preprocessing, ...changes };
  const { matrix, ...counts } = transform(createTransformer(used), readCsv(csv, modelPlan(used)), rows);
  return { ...matrix, values: [...matrix.values], ...counts };
};
const passengers = 'Embarked,Name,Sex,Age\nQ,x,female,22\n,y,,\nX,z,1,30\n2,w,male,NA\n';

describe('a table becomes a matrix, column by column', () => {
  test('with codes for categories, by name in any order', () => {
    expect(matrixOf(passengers)).toEqual({
      nSamples: 4,
      nFeatures: 3,
      values: [...[22, 28, 30, 28], ...[0, 1, 1, 1], ...[2, 0, 0, 2]],
      imputed: Int32Array.of(2, 1, 1),
      unknown: Int32Array.of(0, 0, 1),
    });
  });

  test('with missing values as they are where they are kept, which imputes nothing', () => {
    const { values, imputed, unknown } = matrixOf(passengers, { keep_missing: true });
    expect(values).toEqual([...[22, NaN, 30, NaN], ...[0, NaN, 1, 1], ...[2, NaN, NaN, 2]]);
    expect([imputed, unknown]).toEqual([Int32Array.of(0, 0, 0), Int32Array.of(0, 0, 1)]);
  });

  test('with one column a category where there are more than two', () => {
    const { nFeatures, values } = matrixOf(passengers, { one_hot: true });
    expect(nFeatures).toBe(5);
    expect(values).toEqual([...[22, 28, 30, 28], ...[0, 1, 1, 1], ...[0, 1, 1, 0], ...[0, 0, 0, 0], ...[1, 0, 0, 1]]);
  });

  test('scaled by what the training learned', () => {
    const { values } = matrixOf(passengers, { means: [28, 0.5, 1], scales: [2, 0.5, 1] });
    expect(values).toEqual([...[-3, 0, 1, 0], ...[-1, 1, 1, 1], ...[1, -1, -1, 1]]);
  });

  test('of the rows asked for', () => {
    expect(matrixOf(passengers, {}, Int32Array.of(2, 0))).toEqual({
      nSamples: 2,
      nFeatures: 3,
      values: [...[30, 22], ...[1, 0], ...[0, 2]],
      imputed: Int32Array.of(0, 0, 0),
      unknown: Int32Array.of(0, 0, 1),
    });
  });

  test('unless it lacks columns, which are named', () => {
    try {
      matrixOf('Age,Name\n22,x\n');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect((error as Problem).detail).toBe('The input lacks columns that the model needs: Sex, Embarked.');
      expect((error as Problem).extras.errors?.map(({ path }) => path)).toEqual(['Sex', 'Embarked']);
    }
  });
});

test('a batch is its rows one by one, and one-hot columns sum to 1', () => {
  const word = fc.constantFrom('S', 'C', 'Q', 'X', '', '0', '2', '7');
  const row = fc.tuple(fc.oneof(fc.integer({ min: 0, max: 90 }).map(String), fc.constant('')), word);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
      const csv = (some: [string, string][]) =>
        `Age,Sex,Embarked\n${some.map(([age, port]) => `${age},male,${port}`).join('\n')}\n`;
      const batch = matrixOf(csv(rows), { one_hot: true });
      rows.forEach((one, i) => {
        const alone = matrixOf(csv([one]), { one_hot: true }).values;
        expect(alone).toEqual(alone.map((_, j) => batch.values[j * rows.length + i]));
        expect(alone[2] + alone[3] + alone[4]).toBe(1);
      });
    }),
  );
});
