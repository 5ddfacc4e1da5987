import type { ModelType, Notice } from '@ml-microservices/shared/contracts';

/** What a unit of a fit's work is. */
const UNITS: Readonly<Record<ModelType, string>> = {
  LogisticRegression: 'iterations',
  RandomForest: 'trees',
  GradientBoosting: 'rounds',
  KNN: 'rows',
};

/** What a training says of itself on its way. */
export const said = {
  reading: (): Notice => ({ code: 'reading', values: {}, message: 'reading the dataset' }),
  bytesRead: (bytes: number): Notice => ({ code: 'bytes_read', values: { bytes }, message: `${bytes} bytes read` }),
  rowsRead: (rows: number): Notice => ({ code: 'rows_read', values: { rows }, message: `${rows} rows read` }),
  rowsKnown: (rows: number): Notice => ({
    code: 'rows_known',
    values: { rows },
    message: `${rows} rows, read before`,
  }),
  featuresChosen: (features: number): Notice => ({
    code: 'features_chosen',
    values: { features },
    message: `${features} features chosen`,
  }),
  rowsSplit: (train: number, test: number): Notice => ({
    code: 'rows_split',
    values: { train, test },
    message: `${train} rows to learn from, ${test} to be judged on`,
  }),
  foldsDone: (done: number, total: number): Notice => ({
    code: 'folds_done',
    values: { done, total },
    message: `${done} of ${total} folds`,
  }),
  fitted: (modelType: ModelType, done: number, total: number): Notice => ({
    code: `${UNITS[modelType]}_done`,
    values: { done, total },
    message: `${done} of ${total} ${UNITS[modelType]}`,
  }),
  rowsJudged: (done: number, total: number): Notice => ({
    code: 'rows_judged',
    values: { done, total },
    message: `${done} of ${total} rows judged`,
  }),
  writing: (): Notice => ({ code: 'writing', values: {}, message: 'writing the model file' }),
  written: (bytes: number): Notice => ({
    code: 'written',
    values: { bytes },
    message: `the model file has ${bytes} bytes`,
  }),
};
