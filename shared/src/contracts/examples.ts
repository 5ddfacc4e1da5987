/**
 * The values that the API documents show: one Titanic dataset, one model trained on it and their runs, so that the
 * examples fit together. Each is put into its schema as `examples`.
 */
const sha256 = '4a437fde05fe5264e1701a7387ac6fb75393772ba38bb2c9c566405af5af4bd7';
const created_at = '2026-01-15T12:00:00.000Z';
const updated_at = created_at;

export const fileExample = {
  id: 1,
  name: 'titanic.csv',
  media_type: 'text/csv',
  bytes: 60_302,
  sha256,
  created_at,
  updated_at,
};

const columnsExample = [
  { name: 'Survived', type: 'numeric' as const, role: 'target' as const },
  { name: 'Pclass', type: 'numeric' as const },
  { name: 'Sex', type: 'categorical' as const, categories: ['female', 'male'] },
  { name: 'Age', type: 'numeric' as const },
];

export const stepsExample = [{ step: 'drop_duplicates', detail: 'exact duplicate rows dropped', count: 0 }];

export const datasetExample = {
  id: 1,
  name: 'titanic_20260115_120000',
  description: '',
  file_id: 1,
  rows: 891,
  columns: columnsExample,
  target: 'Survived',
  source: { kind: 'collector' as const, name: 'titanic', sha256, offset: 0, size: 891 },
  preprocessing: stepsExample,
  sha256,
  bytes: 60_302,
  created_at,
  updated_at,
};

const scores = { precision: 0.75, recall: 0.75, f1: 0.75, support: 4 };

export const metricsExample = {
  n_train: 32,
  n_test: 8,
  accuracy: 0.75,
  balanced_accuracy: 0.75,
  precision: 0.75,
  recall: 0.75,
  f1: 0.75,
  mcc: 0.5,
  cohen_kappa: 0.5,
  log_loss: 0.45,
  roc_auc: 0.875,
  average_precision: 0.89,
  brier: 0.15,
  train_accuracy: 0.81,
  oob_accuracy: null,
  confusion_matrix: {
    labels: ['0', '1'],
    counts: [
      [3, 1],
      [1, 3],
    ],
  },
  classification_report: {
    classes: { '0': scores, '1': scores },
    accuracy: 0.75,
    macro_avg: { ...scores, support: 8 },
    weighted_avg: { ...scores, support: 8 },
  },
};

export const modelExample = {
  id: 1,
  name: 'LogisticRegression_20260115_120001',
  description: '',
  model_type: 'LogisticRegression' as const,
  engine: 'native' as const,
  version: '1',
  file_id: 2,
  dataset_id: 1,
  test_dataset_id: null,
  run_id: 1,
  hyperparameters: { C: 1, max_iter: 100, tol: 0.0001 },
  features: ['Pclass', 'Sex', 'Age'],
  target: 'Survived',
  classes: [0, 1],
  preprocessing: {
    features: [
      { name: 'Pclass', type: 'numeric' as const, impute: 3, missing: 0 },
      { name: 'Sex', type: 'categorical' as const, impute: 1, categories: ['female', 'male'], missing: 0 },
      { name: 'Age', type: 'numeric' as const, impute: 28, missing: 5 },
    ],
    target: 'Survived',
    target_type: 'numeric' as const,
    dropped: [{ name: 'PassengerId', reason: 'identifier' }],
    one_hot: true,
    means: [2.3, 0.65, 29.5],
    scales: [0.84, 0.48, 13],
    fitted_rows: 32,
  },
  metrics: metricsExample,
  feature_importance: null,
  warnings: [],
  seed: 42,
  test_size: 0.2,
  threshold: null,
  fingerprint: sha256,
  created_at,
  updated_at,
};

export const predictionResultExample = {
  rows: 1,
  predictions: [{ prediction: 1, probability: 0.9, probabilities: { '0': 0.1, '1': 0.9 } }],
  warnings: [{ code: 'imputed_value' as const, column: 'Age', count: 1, message: 'Age: 1 missing value was imputed' }],
};

export const explanationsExample = {
  method: 'coefficients' as const,
  scale: 'log_odds' as const,
  rows: 1,
  explanations: [
    {
      prediction: 1,
      probability: 0.9,
      probabilities: { '0': 0.1, '1': 0.9 },
      outputs: [
        {
          class: 1,
          against: 0,
          base: -0.6,
          contributions: [
            { feature: 'Pclass', value: 1, contribution: 1.2 },
            { feature: 'Sex', value: 'female', contribution: 1.7 },
            { feature: 'Age', value: 38, contribution: -0.1 },
          ],
          total: 2.2,
        },
      ],
    },
  ],
  warnings: [],
};

export const runExample = {
  id: 1,
  kind: 'training' as const,
  status: 'completed' as const,
  progress: 1,
  stage: 'done',
  message: 'the model is stored',
  dataset_id: 1,
  model_id: 1,
  parameters: { dataset_id: 1, model_type: 'LogisticRegression' },
  result: { model_id: 1, metrics: metricsExample },
  result_file_id: null,
  error: null,
  attempt: 1,
  request_id: '0d4b1f1e-6a55-4d2c-9a3b-2f6f0a1c9e77',
  created_at,
  started_at: created_at,
  finished_at: created_at,
  duration_ms: 62.5,
};

export const progressExample = {
  run_id: 1,
  status: 'running' as const,
  progress: 0.5,
  stage: 'fit',
  message: '50 of 100 trees',
  metrics: { oob_error: 0.19 },
  eta_ms: 30,
};

const { id, name, description, created_at: _created, updated_at: _updated, threshold, ...published } = modelExample;
export const modelNewExample = { ...published, attempt: 1 };

export const sourceInfoExample = {
  name: 'titanic',
  origin: 'data/titanic.csv',
  sha256,
  total: 891,
  cursor: 100,
  target: 'Survived',
  columns: [
    {
      name: 'Sex',
      type: 'categorical' as const,
      missing: 0,
      distinct: 2,
      top: [{ value: 'male', count: 577 }],
      dictionary: { name: 'Sex', type: 'categorical' as const, categories: ['female', 'male'] },
    },
  ],
  preprocessing: [],
};

export const publishedExample = {
  model: modelExample,
  run: runExample,
  event: {
    id: 5,
    event: 'completed' as const,
    data: { ...progressExample, status: 'completed' as const, progress: 1 },
  },
};
