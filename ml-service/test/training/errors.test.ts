import { describe, expect, test } from 'vitest';
import { jobOf, type RunOptions, sourceOf, trainJob, type Wish } from './jobs.js';

/** `nRows` rows of the columns that `cells(row)` gives. */
const csvOf = (nRows: number, cells: (row: number) => Record<string, string | number>) => {
  const header = Object.keys(cells(0)).join(',');
  return `${header}\n${Array.from({ length: nRows }, (_, row) => Object.values(cells(row)).join(',')).join('\n')}\n`;
};
const attempt = (csv: string, wish: Partial<Wish> = {}, options: RunOptions & { test?: string } = {}) => {
  const test = options.test === undefined ? undefined : sourceOf(options.test);
  return trainJob(jobOf(sourceOf(csv), { model_type: 'KNN', target: 'y', ...wish }, test), options);
};
const good = csvOf(30, (row) => ({ a: row % 7, b: row % 3, y: row % 2 }));

describe('a training that cannot be is refused by its code', () => {
  const cases: [code: string, message: RegExp, csv: string, wish?: Partial<Wish>][] = [
    ['single_class', /y must have at least 2 classes, got only 1$/, csvOf(30, (row) => ({ a: row % 7, y: 1 }))],
    ['single_class', /got only yes$/, csvOf(30, (row) => ({ a: row % 7, y: row < 5 ? '' : 'yes' }))],
    ['too_many_classes', /at most 100 classes, got 101/, csvOf(202, (row) => ({ a: row % 7, y: `c${row % 101}` }))],
    [
      'unusable_label',
      /^y must have no class __proto__, .* rename it$/,
      csvOf(30, (row) => ({ a: row % 7, y: row % 2 ? '__proto__' : 'constructor' })),
    ],
    [
      'regression_not_supported',
      /^regression is not supported; the target has 101 distinct numbers \(y\)$/,
      csvOf(404, (row) => ({ a: row % 7, y: row % 101 })),
    ],
    ['regression_not_supported', /has 21 distinct numbers/, csvOf(84, (row) => ({ a: row % 7, y: (row % 21) + 0.5 }))],
    ['regression_not_supported', /has 30 distinct numbers/, csvOf(50, (row) => ({ a: row % 7, y: row % 30 }))],
    ['too_few_rows', /at least 2 rows must have a value of y, got 1/, 'a,y\n1,1\n2,\n'],
    ['too_few_rows', /2 rows of 2 classes leave none for the test/, 'a,y\n1,1\n2,0\n'],
    ['too_few_rows', /30 rows of 2 classes leave none/, csvOf(30, (row) => ({ a: row % 2, y: row % 2 }))],
    [
      'no_features',
      /no column is left to learn from; dropped: id \(identifier: .*\); k \(constant: every value is 5\)/,
      csvOf(30, (row) => ({ id: row, k: 5, y: row % 2 })),
    ],
    ['no_features', /dropped: none/, csvOf(30, (row) => ({ y: row % 2 }))],
    [
      'infinite_values',
      /a must hold finite numbers, got "-inf"/,
      csvOf(30, (row) => ({ a: row === 3 ? '-inf' : row % 7, y: row % 2 })),
    ],
    ['infinite_values', /got "1e999"/, csvOf(30, (row) => ({ a: row === 3 ? '1e999' : row % 7, y: row % 2 }))],
    [
      'infinite_values',
      /a must hold finite numbers, got "-Infinity"/,
      csvOf(30, (row) => ({ a: row === 3 ? '-Infinity' : row + 0.5, b: row % 7, y: row % 2 })),
    ],
    [
      'infinite_values',
      /y must hold finite numbers, got "inf"/,
      csvOf(200, (row) => ({ a: row % 7, y: row === 3 ? 'inf' : row + 0.5 })),
    ],
    [
      'too_many_columns',
      /at most 10000 columns of numbers, got 10001.* the most by a 10001$/,
      csvOf(10_003, (row) => ({ a: `w${row}`, y: row % 2 })),
      { features: ['a'], test_size: 0.0001, model_type: 'KNN' },
    ],
    ['invalid_parameters', /n_neighbors must be at most 24, .*got 25/, good, { hyperparameters: { n_neighbors: 25 } }],
  ];
  test.each(cases)('%s %s', async (code, message, csv, wish) => {
    await expect(attempt(csv, wish)).rejects.toMatchObject({
      name: 'TrainingError',
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('what looks like it but is none', () => {
  test('few fractions, and many whole numbers that come often, are classes', async () => {
    const fractions = await attempt(csvOf(60, (row) => ({ a: row % 7, y: (row % 20) / 8 })));
    expect(fractions.model.classes).toEqual(Array.from({ length: 20 }, (_, i) => i / 8));
    const whole = await attempt(csvOf(200, (row) => ({ a: row % 7, y: row % 100 })));
    expect(whole.model.classes).toHaveLength(100);
  });

  test('words among which one reads like infinity are words', async () => {
    const { model } = await attempt(csvOf(30, (row) => ({ a: ['inf', 'low', '3'][row % 3], b: row % 7, y: row % 2 })));
    expect(model.preprocessing.features[0].categories?.toSorted()).toEqual(['3', 'inf', 'low']);
  });
});

describe('rows that cannot be used are left out, and counted', () => {
  test('those without a value of the target', async () => {
    const { model } = await attempt(csvOf(30, (row) => ({ a: row % 7, y: row < 4 ? 'NA' : row % 2 })));
    expect(model.warnings).toEqual([
      {
        code: 'unlabelled_rows',
        values: { count: 4, rows: 30, column: 'y' },
        message: '4 of 30 rows have no value of y; left out',
      },
    ]);
    expect(model.metrics.n_train + model.metrics.n_test).toBe(26);
  });

  test('those of a test dataset whose class is not known', async () => {
    const other = 'y,b,a\n0,1,1\n7,1,1\n,1,1\n1,0,2\n1.0,x,\n';
    const wish = { features: ['a'] };
    const { model } = await attempt(good, wish, { test: other });
    expect(model.metrics).toMatchObject({ n_train: 30, n_test: 3 });
    expect(model.warnings.map(({ message }) => message)).toEqual([
      '1 row of the test dataset without a value of y left out',
      '1 row of the test dataset with a class of y that the model has not seen left out',
    ]);
  });

  test('categories of test rows that no training row has are told', async () => {
    const words = csvOf(30, (row) => ({ a: `w${row % 4}`, b: row % 3, y: row % 2 }));
    const { model } = await attempt(words, {}, { test: 'a,b,y\nw1,1,0\nw9,1,1\n' });
    expect(model.warnings.map(({ message }) => message)).toEqual([
      'a: 1 test row has a category that no training row has',
    ]);
  });
});

test('words that nearly all look like numbers or are dates are told, whether they are learned from or left out', async () => {
  const kept = csvOf(60, (row) => ({
    price: `"${row + 1}.${100 + row},50 €"`,
    share: `"0,${row % 9}"`,
    age: row % 7 ? 20 + (row % 7) : 'n/a',
    day: `${10 + (row % 19)}.03.2024`,
    y: row % 2,
  }));
  const { model } = await attempt(kept);
  expect(model.preprocessing.dropped.map(({ name }) => name)).toEqual(['price']);
  expect(model.warnings).toEqual([
    {
      code: 'unread_numbers',
      values: { columns: 'price, share', value: '1.100,50 €' },
      message: expect.stringMatching(/^price, share: taken for words .* for "1\.100,50 €" is none/),
    },
    {
      code: 'dates_as_words',
      values: { columns: 'day', value: '10.03.2024' },
      message: expect.stringMatching(/^day: dates, as "10\.03\.2024", are taken for words/),
    },
  ]);
  const { model: narrow } = await attempt(kept, { features: ['age'] });
  expect(narrow.warnings).toEqual([]);
});

describe('a test dataset', () => {
  test('that lacks columns is refused by their names', async () => {
    await expect(attempt(good, {}, { test: 'a,y\n1,1\n' })).rejects.toMatchObject({
      code: 'missing_columns',
      message: 'the test dataset lacks columns that the model needs: b',
    });
  });

  test('without a row to be judged on is refused', async () => {
    await expect(attempt(good, {}, { test: 'a,b,y\n1,1,5\n' })).rejects.toMatchObject({ code: 'too_few_rows' });
  });

  test('with a word where the model learned numbers is refused by its line', async () => {
    await expect(attempt(good, {}, { test: 'a,b,y\n1,1,1\n1,x,0\n' })).rejects.toMatchObject({
      name: 'Problem',
      detail: 'line 3: b must be a finite number, got "x"',
    });
  });
});

test('a training that needs more memory than it may use is refused with both figures', async () => {
  await expect(attempt(good, {}, { memoryLimitBytes: 100 })).rejects.toMatchObject({
    code: 'out_of_memory',
    message: expect.stringMatching(
      /^the training needs \d+ MiB \(\d+ MiB for 2 columns, the most by a 1, b 1, and \d+ MiB .*\), the limit is 1 MiB$/,
    ),
  });
});

describe('an abort', () => {
  test.each(['read', 'prepare', 'fit', 'evaluate', 'save'])(
    'in the stage %s ends the training with its reason',
    async (at) => {
      const abort = new AbortController();
      const reason = new Error('no longer wanted');
      const stages: string[] = [];
      const onProgress = ({ stage }: { stage: string }) => {
        stages.push(stage);
        if (stage === at) abort.abort(reason);
      };
      await expect(attempt(good, {}, { signal: abort.signal, onProgress })).rejects.toBe(reason);
      expect(stages.at(-1)).toBe(at);
    },
  );
});
