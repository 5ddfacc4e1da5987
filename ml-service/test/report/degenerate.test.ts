import { Evaluation } from '@ml-microservices/shared/contracts';
import { compileStrict } from '@ml-microservices/shared/validation';
import { describe, expect, it } from 'vitest';
import { evaluated, type Wanted } from './evaluated.js';

const isEvaluation = compileStrict(Evaluation);

const csv = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
const rowsOf = (n: number, of: (row: number) => string) => Array.from({ length: n }, (_, row) => of(row));
/** Far apart, so that every model is right on every row. */
const apart = rowsOf(200, (row) => `${row % 2 === 0 ? 0 : 1000}.${row},${row % 7},${row % 2 === 0 ? 'p' : 'q'}`);

const CASES: Record<string, Wanted> = {
  'a perfect model': { csv: csv('a,b,y', apart), wish: { model_type: 'RandomForest', target: 'y' } },
  'ten rows': {
    csv: csv(
      'a,b,y',
      rowsOf(10, (row) => `${(row * 37) % 11},${(row * 53) % 13},${row % 2}`),
    ),
    wish: { model_type: 'LogisticRegression', target: 'y' },
  },
  'a class that no test row has': {
    csv: csv(
      'a,b,y',
      rowsOf(90, (row) => `${row % 3}.${(row * 7) % 10},${row % 5},c${row % 3}`),
    ),
    testCsv: csv(
      'a,b,y',
      rowsOf(40, (row) => `${row % 2}.${(row * 7) % 10},${row % 5},c${row % 2}`),
    ),
    wish: { model_type: 'LogisticRegression', target: 'y' },
  },
  'one test row of a class': {
    csv: csv(
      'a,y',
      rowsOf(400, (row) => `${(row * 37) % 401}.5,${row % 60 === 0 ? 'rare' : 'usual'}`),
    ),
    wish: { model_type: 'KNN', target: 'y' },
  },
  'test rows of one class of two': {
    csv: csv('a,b,y', apart),
    testCsv: csv(
      'a,b,y',
      apart.filter((row) => row.endsWith('p')),
    ),
    wish: { model_type: 'GradientBoosting', target: 'y' },
  },
};

interface Figure {
  readonly path: string;
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

const isFigure = (part: object): part is Omit<Figure, 'path'> => 'lo' in part && 'hi' in part && 'value' in part;

function figuresIn(part: unknown, path = ''): Figure[] {
  if (typeof part !== 'object' || part === null) return [];
  if (isFigure(part)) return [{ ...part, path }];
  return Object.entries(part).flatMap(([name, value]) => figuresIn(value, `${path}/${name}`));
}

describe.each(Object.entries(CASES))('%s', (_, wanted) => {
  it('gives a whole evaluation in which every interval holds its figure, and no figure is certain', async () => {
    const { evaluation } = await evaluated(wanted);
    expect(isEvaluation(evaluation), JSON.stringify(isEvaluation.errors?.[0])).toBe(true);
    const figures = figuresIn(evaluation);
    expect(figures.length).toBeGreaterThan(40);
    for (const { path, value, lo, hi } of figures) {
      // What chance brings to scores that are all sure is no estimate, and does not vary.
      if (lo === null || hi === null || path.endsWith('ece_if_calibrated')) continue;
      expect(lo, path).toBeLessThan(hi);
      expect(value, path).toBeGreaterThanOrEqual(lo - 1e-12);
      expect(value, path).toBeLessThanOrEqual(hi + 1e-12);
    }
  });
});

it('tells no interval of parts of the Brier score that the rows of each class alone decide', async () => {
  for (const wanted of Object.values(CASES)) {
    const { curves, data } = (await evaluated(wanted)).evaluation;
    for (const { prevalence, calibration } of curves) {
      const { uncertainty, resolution } = calibration.brier;
      expect(uncertainty).toMatchObject({ lo: null, hi: null, method: 'none', n: data.n_test });
      expect(uncertainty.value).toBeCloseTo(prevalence * (1 - prevalence), 12);
      // Shares of bins cannot be farther from that of all rows.
      if (uncertainty.value === 0) expect(resolution).toMatchObject({ value: 0, lo: null, hi: null, method: 'none' });
    }
  }
});

it('says of a class that no test row has that none has it', async () => {
  const { warnings } = (await evaluated(CASES['a class that no test row has'])).evaluation.data;
  expect(warnings.map(({ message }) => message)).toContain('no test row is of class c2');
});

it('a perfect model of 40 test rows may be wrong on the next, by every figure', async () => {
  const { metrics, classes, macro_avg, verdict } = (await evaluated(CASES['a perfect model'])).evaluation;
  const { accuracy, balanced_accuracy, f1, mcc, roc_auc, average_precision } = metrics;
  for (const { value, lo } of [accuracy, balanced_accuracy, f1, mcc, roc_auc, average_precision, macro_avg.f1]) {
    expect(value).toBeCloseTo(1, 12);
    expect(lo).toBeLessThan(0.95);
  }
  // Wilson of the 20 rows of the class, of which F1 is 2 F* / (1 + F*)
  const least = 20 / (20 + 3.841458820694124);
  expect(classes[0].f1.lo).toBeCloseTo((2 * least) / (1 + least), 9);
  // The rule by one column is right on all rows too.
  expect(verdict).toMatchObject({ outcome: 'no_proven_gain', gain: { value: 0, method: 'wilson', n: 40 } });
});

it('a model that never says a rare class may know some of its rows, and is not sure of the others', async () => {
  const noise = (n: number) => rowsOf(n, (row) => `${(row * 37) % 401}.5,${row % 20 === 0 ? 'rare' : 'usual'}`);
  const wanted = { csv: csv('a,y', noise(400)), wish: { model_type: 'LogisticRegression' as const, target: 'y' } };
  const { metrics, classes, macro_avg, data } = (await evaluated(wanted)).evaluation;
  expect(data.warnings).toContainEqual(
    expect.objectContaining({ code: 'class_never_found', values: { class: 'rare' } }),
  );
  // Four rare rows of 80: Wilson's interval of none of four goes to 3.84 / 7.84, of all of 76 from 76 / 79.84.
  const [few, many] = [4, 76].map((n) => 3.841458820694124 / (n + 3.841458820694124));
  const half = { value: 0.5, lo: expect.closeTo(0.5 - many / 2, 9), hi: expect.closeTo(0.5 + few / 2, 9) };
  expect(metrics.balanced_accuracy).toMatchObject({ ...half, method: 'mover', n: 80 });
  expect(macro_avg.recall).toMatchObject(half);
  // No row was predicted so: its precision could be any.
  expect(macro_avg.precision.hi).toBeGreaterThan(0.9);
  expect(classes[0].f1).toMatchObject({ value: 0, lo: 0, hi: expect.closeTo((2 * few) / (1 + few), 9), n: 4 });
});

it('a perfect model is better than a baseline that is right on all of one class and wrong on all of the other', async () => {
  // No column by itself says which corner a row is in; every fifth row makes one class the more frequent.
  const corners = rowsOf(400, (row) => {
    const [a, b] = [row % 2, row % 5 === 0 ? row % 2 : (row >> 1) % 2];
    return `${a === 0 ? -100 : 100}.${row},${b === 0 ? -100 : 100}.${row},${a === b ? 'same' : 'other'}`;
  });
  const wanted: Wanted = { csv: csv('a,b,y', corners), wish: { model_type: 'RandomForest', target: 'y' } };
  const { verdict, metrics } = (await evaluated(wanted)).evaluation;
  expect(metrics.accuracy.value).toBe(1);
  expect(verdict).toMatchObject({ outcome: 'better', gain: { method: 'wilson', n: 80 } });
  expect(verdict.gain.lo).toBeGreaterThan(0);
});

it('calls three rows that a rare class gains no proof, though the interval is above 0', async () => {
  // Both columns together tell the rare class, and none alone; of the test's four rare rows they tell three.
  const isRare = (row: number) => row % 10 === 0;
  const line = (corner: number, rare: boolean) => `${corner & 1},${corner >> 1},${rare ? 'rare' : 'usual'}`;
  const learned = rowsOf(400, (row) => line(isRare(row) ? 0 : 1 + (row % 3), isRare(row)));
  const tested = rowsOf(100, (row) => line(row < 3 ? 0 : 1 + (row % 3), row < 4));
  const wish = { model_type: 'RandomForest' as const, target: 'y' };
  const wanted = { csv: csv('a,b,y', learned), testCsv: csv('a,b,y', tested), wish };
  const { verdict } = (await evaluated(wanted)).evaluation;
  expect(verdict).toMatchObject({
    gain: { value: 0.03, n: 100 },
    p: expect.closeTo(0.25, 12),
    outcome: 'no_proven_gain',
  });
  expect(verdict.exceeds_interval).toBe(true);
  expect(verdict.sentence).toContain('no proven gain over');
  expect(verdict.sentence).toContain('p = 0.250 by McNemar');
});
