import type { Estimate, Notice, PermutationImportance } from '@ml-microservices/shared/contracts';
import { MOST_COLUMNS } from '../evaluation/coefficients.js';
import { correlatedPairs } from '../evaluation/correlation.js';
import { MOST_COLUMNS as MOST_SHOWN } from '../evaluation/mistakes.js';
import { MOST_FEATURES as MOST_SLICED } from '../evaluation/slices.js';
import type { JudgedBaselines } from './baselines.js';
import { MOST_CLASSES } from './curves.js';
import { warnOfCopies } from './equal-rows.js';
import type { Subject } from './subject.js';

const FEW_TEST_ROWS = 50;
const FEW_OF_A_CLASS = 10;
/** Of the mistakes of always saying the majority class, what a rule may leave and still seem to know the answer. */
const LEFT_BY_A_COPY = 0.05;
/** All of so few are told by chance once in 32. */
const FEWEST_TOLD = 6;

/** Of the evaluation, what the warnings go by. */
export interface Found {
  readonly baselines: Pick<JudgedBaselines, 'baselines' | 'learned'>;
  readonly importance: PermutationImportance;
}

/** What limits what the figures say, and what of them is left out of a wide table. */
export function warningsOf(subject: Subject, { baselines, importance }: Found): Notice[] {
  return [
    ...givenAway(subject, baselines),
    ...warnOfCopies(subject),
    ...fewRows(subject),
    ...neverFound(subject),
    ...leftOut(subject, importance),
    ...correlated(subject),
  ];
}

/**
 * One column that tells the class of nearly every row is more often a copy of the target than a discovery. It does so on
 * both sides: of a rare class the test rows alone may be too few to say.
 */
function givenAway({ fitted, test }: Subject, { baselines, learned }: Found['baselines']): Notice[] {
  const { majority, one_rule: rule } = baselines;
  const rows = test.rows.length;
  const wrong = ({ accuracy }: { accuracy: Estimate }) => Math.round(rows * (1 - (accuracy.value ?? 0)));
  const missed = wrong(majority);
  if (!rule || missed === 0 || missed + learned.majority < FEWEST_TOLD) return [];
  if (wrong(rule) > LEFT_BY_A_COPY * missed || learned.rule > LEFT_BY_A_COPY * learned.majority) return [];
  const { feature } = rule;
  const { target } = fitted.preprocessing;
  const right = rows - wrong(rule);
  const message = `${feature} alone tells ${target} of ${right} of ${rows} test rows: is it a copy, or known only afterwards? Then leave it out, for the figures are of no use`;
  return [{ code: 'column_gives_away', values: { feature, target, right, rows }, message }];
}

function fewRows({ fitted: { classes }, test }: Subject): Notice[] {
  const rows = test.rows.length;
  const warnings: Notice[] = [];
  if (rows < FEW_TEST_ROWS) {
    const message = `only ${rows} test ${rows === 1 ? 'row' : 'rows'}: the intervals are wide`;
    warnings.push({ code: 'few_test_rows', values: { rows }, message });
  }
  classes.forEach((label, code) => {
    const count = test.codes.filter((one) => one === code).length;
    if (count >= FEW_OF_A_CLASS) return;
    const message =
      count === 0
        ? `no test row is of class ${label}`
        : `only ${count} test ${count === 1 ? 'row is' : 'rows are'} of class ${label}`;
    warnings.push({ code: 'few_of_class', values: { count, class: label }, message });
  });
  return warnings;
}

/** Of such a class resamples are all alike, and intervals that are theirs do not tell of it. */
function neverFound({ fitted: { classes }, judged: { truth, predicted } }: Subject): Notice[] {
  return classes.flatMap((label, code) => {
    const rows = [...truth.keys()].filter((i) => truth[i] === code);
    if (rows.length === 0 || rows.some((i) => predicted[i] === code)) return [];
    const message = `no test row of class ${label} is predicted so: intervals of the Matthews correlation, of kappa and of averages of F1, where there are any, are too narrow`;
    return [{ code: 'class_never_found', values: { class: label }, message }];
  });
}

function leftOut(
  { fitted: { classes, transformer, header }, train, test }: Subject,
  { features: shuffled }: PermutationImportance,
): Notice[] {
  const features = transformer.encoders.length;
  const columns = train.X.nFeatures;
  const warnings: Notice[] = [];
  if (features > shuffled.length) {
    const shown = shuffled.length;
    const message = `permutation importance is of ${shown} of ${features} features`;
    warnings.push({ code: 'importances_left_out', values: { shown, features }, message });
  }
  if (features > MOST_SLICED) {
    const message = `slices are of the first ${MOST_SLICED} of ${features} features`;
    warnings.push({ code: 'slices_left_out', values: { shown: MOST_SLICED, features }, message });
  }
  const inTable = test.table.columns.length;
  if (inTable > MOST_SHOWN) {
    const message = `the worst mistakes are shown with the first ${MOST_SHOWN} of ${inTable} columns`;
    warnings.push({ code: 'mistakes_left_out', values: { shown: MOST_SHOWN, columns: inTable }, message });
  }
  if (header.model_type === 'LogisticRegression' && columns > MOST_COLUMNS) {
    const message = `coefficients are listed for up to ${MOST_COLUMNS} columns, and there are ${columns}`;
    warnings.push({ code: 'coefficients_left_out', values: { most: MOST_COLUMNS, columns }, message });
  }
  if (classes.length > MOST_CLASSES) {
    const message = `curves and calibration are of the ${MOST_CLASSES} of ${classes.length} classes with the most test rows`;
    warnings.push({ code: 'curves_left_out', values: { shown: MOST_CLASSES, classes: classes.length }, message });
  }
  return warnings;
}

/** Features that say the same share their permutation importance, and none may seem to matter. */
function correlated({ fitted: { transformer }, train: { X } }: Subject): Notice[] {
  return correlatedPairs(X, transformer).map(({ feature, other, r }) => ({
    code: 'correlated_features',
    values: { feature, other, r: Number(r.toFixed(3)) },
    message: `${feature} and ${other} go together (r ${r.toFixed(3)}): they share their importance and their coefficients`,
  }));
}
