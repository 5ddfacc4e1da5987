import type { ModelType } from '@ml-microservices/shared/contracts';
import type { Fault, NumberRange } from '../../forms/schema.js';
import { number as written } from './count.js';

const limit = (value: number) => (Number.isInteger(value) ? written(value) : String(value));

function range({ minimum, maximum, isOpen, isOpenAbove }: NumberRange): string {
  const low = `${isOpen ? 'above' : 'from'} ${limit(minimum)}`;
  if (!Number.isFinite(maximum)) return low;
  const upTo = isOpen ? 'and at most' : 'to';
  return `${low} ${isOpenAbove ? 'and below' : upTo} ${limit(maximum)}`;
}

export const forms = {
  atLeast: (minimum: number) => `Must be a whole number of at least ${written(minimum)}.`,
  integer: (low: number, high: number) => `Must be a whole number from ${written(low)} to ${written(high)}.`,
  between: (low: number, high: number) => `Must be above ${written(low)} and below ${written(high)}.`,
  fault(_fault: Fault, limits: NumberRange | undefined): string {
    if (!limits) return 'Choose one.';
    const kind = limits.isInteger ? 'a whole number' : 'a number';
    return Number.isFinite(limits.minimum) ? `Must be ${kind} ${range(limits)}.` : `Must be ${kind}.`;
  },
  isDefault: 'default',
  number: 'a number …',
  reset: (value: string) => `back to ${value}`,
};

export const modelTypes = {
  titles: {
    LogisticRegression: 'Logistic regression',
    RandomForest: 'Random forest',
    GradientBoosting: 'Gradient boosting',
    KNN: 'Nearest neighbours',
  } satisfies Record<ModelType, string>,
  advice: {
    LogisticRegression:
      'Each feature adds to or takes from the odds. Quick and easy to explain; a good first model and a yardstick for others.',
    RandomForest:
      'Many decision trees vote. Usually the most accurate on tables; finds interactions by itself and says which features matter.',
    GradientBoosting:
      'Small trees in a row, each correcting those before it. Strong and quick on many rows; learns from missing values; too many rounds overfit.',
    KNN: 'The most similar known rows vote. No assumptions about the shape of the data; best with few features and some thousand rows.',
  } satisfies Record<ModelType, string>,
  engines: { native: 'native', mljs: 'ml.js' },
};

export const params = {
  help: {
    C: 'Smaller values keep the coefficients smaller (stronger regularization).',
    max_iter: 'Largest number of iterations of the solver.',
    tol: 'The solver stops when the gradient is below this.',
    n_estimators: 'Number of trees. More are steadier and take longer.',
    max_depth:
      'Deepest level of a tree. Without a limit, a tree grows until its leaves are pure or as small as they may be.',
    max_features: 'Features drawn at every node.',
    min_samples_split: 'Fewest samples that a node must hold to be split.',
    min_samples_leaf: 'Fewest samples that a leaf may hold. More make a smoother model.',
    learning_rate: 'How much of each tree counts. Smaller steps want more trees.',
    l2_regularization: 'Larger values keep the steps smaller where few rows speak for them.',
    early_stopping: 'Stops when rows held back no longer gain.',
    validation_fraction: 'With early stopping: share of the training rows that is held back.',
    n_iter_no_change: 'With early stopping: rounds without a gain before it stops.',
    n_neighbors: 'Number of neighbours that vote.',
    weights: 'Whether near neighbours count more.',
  },
  choices: {
    null: 'no limit',
    true: 'yes',
    false: 'no',
    sqrt: 'square root of all',
    log2: 'logarithm of all',
    uniform: 'all the same',
    distance: 'by inverse distance',
  },
};
