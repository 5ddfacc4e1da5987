/**
 * The evaluation of the model of the other examples: 8 test rows, of which 6 are right. Scores of the four that did not
 * survive: 0.1, 0.2, 0.4 and 0.7; of the four that did: 0.3, 0.6, 0.8 and 0.9.
 */
import { metricsExample, modelExample } from '../examples.js';

const level = 0.95;
const of = (value: number, lo: number, hi: number, n = 8) => ({ value, lo, hi, level, n });
const wilson = (...figures: Parameters<typeof of>) => ({ ...of(...figures), method: 'wilson' as const });
const bootstrap = (...figures: Parameters<typeof of>) => ({ ...of(...figures), method: 'bootstrap' as const });
const mover = (...figures: Parameters<typeof of>) => ({ ...of(...figures), method: 'mover' as const });
const wald = (...figures: Parameters<typeof of>) => ({ ...of(...figures), method: 'wald' as const });
const none = (value: number | null, n = 8) => ({ value, lo: null, hi: null, level, method: 'none' as const, n });

const ofAll = wilson(0.75, 0.409, 0.929);
const ofFour = wilson(0.75, 0.301, 0.954, 4);
const auc = { ...of(0.875, 0.424, 0.985), method: 'delong' as const };
const ap = wilson(0.917, 0.43, 0.994, 4);
const f1 = { ...of(0.75, 0.38, 0.938, 5), method: 'f-star' as const };

const decided = {
  accuracy: ofAll,
  balanced_accuracy: mover(0.75, 0.432, 0.895),
  precision: ofFour,
  recall: ofFour,
  specificity: ofFour,
  f1,
  mcc: bootstrap(0.5, -0.258, 1),
  cohen_kappa: bootstrap(0.5, -0.25, 1),
};
const averages = {
  precision: mover(0.75, 0.432, 0.895),
  recall: mover(0.75, 0.432, 0.895),
  f1: bootstrap(0.75, 0.365, 1),
  support: 8,
};
const half = { count: 4, share: 0.5 };
const trainHalf = { count: 16, share: 0.5 };
const calibration = {
  bins: [
    { mean_score: 0.25, observed: wilson(0.25, 0.046, 0.699, 4), lowest: 0.1, highest: 0.4 },
    { mean_score: 0.75, observed: ofFour, lowest: 0.6, highest: 0.9 },
  ],
  rule: 'equal_mass' as const,
  ece: bootstrap(0.1, 0, 0.15),
  ece_if_calibrated: bootstrap(0.15, 0.0, 0.375),
  brier: {
    score: bootstrap(0.175, 0.083, 0.288),
    reliability: bootstrap(0, 0, 0),
    resolution: bootstrap(0.0625, 0, 0.125),
    uncertainty: none(0.25),
    within_bins: bootstrap(-0.0125, -0.06, 0.04),
  },
  intercept: wald(0.06, -1.8, 1.9),
  slope: wald(1.1, -0.5, 2.7),
};
const effect = (coefficient: number, lo: number, hi: number) => ({
  coefficient: wald(coefficient, lo, hi, 32),
  odds_ratio: wald(Math.exp(coefficient), Math.exp(lo), Math.exp(hi), 32),
});

export const evaluationExample = {
  version: 11,
  bootstrap: { resamples: 2000, seed: 42, level },
  verdict: {
    sentence:
      'It is right on 75.0 % of 8 test rows, no proven gain over the rule by Sex alone (+0.0 points, 95 % interval −25.0 to +25.0, p = 1.000 by McNemar).',
    outcome: 'no_proven_gain' as const,
    baseline: 'one_rule' as const,
    gain: bootstrap(0, -0.25, 0.25),
    p: 1,
    exceeds_interval: false,
  },
  baselines: {
    majority: { label: '0', accuracy: wilson(0.5, 0.215, 0.785) },
    prior: { log_loss: none(Math.LN2), brier: none(0.25) },
    one_rule: {
      feature: 'Sex',
      accuracy: ofAll,
      rules: [
        { when: 'female', predict: '1' },
        { when: 'male', predict: '0' },
      ],
    },
  },
  data: {
    rows: 40,
    n_train: 32,
    n_test: 8,
    unlabelled: 0,
    train_share: 0.8,
    test_share: 0.2,
    split: 'stratified' as const,
    classes: [
      { label: '0', train: trainHalf, test: half },
      { label: '1', train: trainHalf, test: half },
    ],
    missing: [{ feature: 'Age', train: { count: 5, share: 0.15625 }, test: { count: 1, share: 0.125 } }],
    unseen_categories: [],
    duplicates: { rows: 0, shared: 0 },
    dropped: [
      {
        name: 'PassengerId',
        reason: 'the dataset marks it as identifier',
        code: 'marked',
        values: { role: 'identifier' },
      },
    ],
    learned: [
      { what: 'medians and most frequent categories for missing values', on: 'train' as const, rows: 32 },
      { what: 'means and scales', on: 'train' as const, rows: 32 },
      { what: 'the model', on: 'train' as const, rows: 32 },
    ],
    warnings: [{ code: 'few_test_rows', values: { rows: 8 }, message: 'only 8 test rows: the intervals are wide' }],
  },
  metrics: {
    ...decided,
    log_loss: bootstrap(0.526, 0.3, 0.811),
    roc_auc: auc,
    average_precision: ap,
    brier: bootstrap(0.175, 0.083, 0.288),
    brier_skill: bootstrap(0.3, -0.15, 0.668),
    ece: calibration.ece,
    train_accuracy: wilson(0.8125, 0.647, 0.911, 32),
    oob_accuracy: none(null, 0),
  },
  classes: [
    { label: '0', precision: ofFour, recall: ofFour, f1, support: 4 },
    { label: '1', precision: ofFour, recall: ofFour, f1, support: 4 },
  ],
  macro_avg: averages,
  weighted_avg: averages,
  decisions: {
    default: { threshold: null, confusion_matrix: metricsExample.confusion_matrix, metrics: decided },
    served: null,
    choice: null,
  },
  curves: [
    {
      label: '1',
      prevalence: 0.5,
      roc_auc: auc,
      average_precision: ap,
      roc: [
        { fpr: 0, tpr: 0, threshold: null },
        { fpr: 0, tpr: 0.5, threshold: 0.8 },
        { fpr: 0.25, tpr: 0.75, threshold: 0.6 },
        { fpr: 1, tpr: 1, threshold: 0.1 },
      ],
      roc_band: [
        { fpr: 0, lo: 0, hi: 1 },
        { fpr: 0.5, lo: 0.25, hi: 1 },
        { fpr: 1, lo: 1, hi: 1 },
      ],
      precision_recall: [
        { recall: 0, precision: 1, threshold: null },
        { recall: 0.5, precision: 1, threshold: 0.8 },
        { recall: 0.75, precision: 0.75, threshold: 0.6 },
        { recall: 1, precision: 0.667, threshold: 0.3 },
      ],
      precision_recall_band: [
        { recall: 0, lo: 0.5, hi: 1 },
        { recall: 1, lo: 0.5, hi: 1 },
      ],
      gains: [
        { taken: 0, found: 0, threshold: null },
        { taken: 0.25, found: 0.5, threshold: 0.8 },
        { taken: 0.5, found: 0.75, threshold: 0.6 },
        { taken: 0.75, found: 1, threshold: 0.3 },
        { taken: 1, found: 1, threshold: 0.1 },
      ],
      lift: [
        { taken: 0.125, threshold: 0.9, found: 0.25, rate: wilson(1, 0.207, 1, 1), lift: 2 },
        { taken: 0.25, threshold: 0.8, found: 0.5, rate: wilson(1, 0.342, 1, 2), lift: 2 },
        { taken: 0.375, threshold: 0.7, found: 0.5, rate: wilson(0.667, 0.208, 0.939, 3), lift: 1.333 },
        { taken: 0.5, threshold: 0.6, found: 0.75, rate: ofFour, lift: 1.5 },
      ],
      calibration,
      scores: [
        { from: 0, to: 0.5, positives: 1, negatives: 3 },
        { from: 0.5, to: 1, positives: 3, negatives: 1 },
      ],
    },
  ],
  thresholds: [
    {
      threshold: 0.5,
      tp: 3,
      fp: 1,
      tn: 3,
      fn: 1,
      accuracy: 0.75,
      precision: 0.75,
      recall: 0.75,
      specificity: 0.75,
      f1: 0.75,
      youden: 0.5,
      net_benefit: 0.25,
    },
  ],
  cross_validation: null,
  permutation_importance: {
    metric: 'accuracy' as const,
    baseline: 0.75,
    repeats: 10,
    rows: 8,
    features: [
      { feature: 'Sex', mean: 0.2, sd: 0.1, impurity: null },
      { feature: 'Age', mean: 0.0125, sd: 0.04, impurity: null },
    ],
  },
  partial_dependence: {
    rows: 8,
    features: [
      {
        feature: 'Sex',
        categories_left_out: 0,
        curves: [
          {
            label: '1',
            points: [
              { value: 'female', mean: 0.71, p10: 0.52, p90: 0.93 },
              { value: 'male', mean: 0.24, p10: 0.09, p90: 0.44 },
            ],
          },
        ],
      },
      {
        feature: 'Age',
        categories_left_out: 0,
        curves: [
          {
            label: '1',
            points: [
              { value: 2, mean: 0.62, p10: 0.31, p90: 0.95 },
              { value: 28, mean: 0.5, p10: 0.19, p90: 0.86 },
              { value: 54, mean: 0.38, p10: 0.1, p90: 0.74 },
            ],
          },
        ],
      },
    ],
  },
  coefficients: {
    intercepts: [{ class: null, standardized: wald(-0.1, -0.9, 0.7, 32), per_unit: wald(2.6, 0.4, 4.8, 32) }],
    columns: [
      {
        feature: 'Sex',
        category: null,
        class: null,
        standardized: effect(-1.2, -2, -0.4),
        per_unit: effect(-2.5, -4.17, -0.83),
      },
    ],
  },
  slices: [
    {
      feature: 'Sex',
      slice: 'female',
      n: 4,
      accuracy: ofFour,
      gap: 0,
      p: null,
      p_adjusted: null,
      is_small: true,
    },
  ],
  mistakes: [
    {
      row: 17,
      truth: '0',
      predicted: '1',
      probability: 0.7,
      probability_of_truth: 0.3,
      values: { Survived: 0, Pclass: 3, Sex: 'female', Age: null },
    },
  ],
  leakage: {
    test_rows_unseen: true,
    shared_duplicates: 0,
    fitted: [
      { what: 'preprocessing', rows: 'training rows', n: 32 },
      { what: 'model', rows: 'training rows', n: 32 },
    ],
    shuffled_labels: {
      roc_auc: { ...of(0.5, 0.16, 0.84), method: 'permutation' as const },
      covers_chance: true,
      rows: 32,
    },
  },
  reproducibility: {
    fingerprint: modelExample.fingerprint,
    dataset_sha256: modelExample.fingerprint,
    test_dataset_sha256: null,
    seed: 42,
    engine: 'native' as const,
    engine_version: '1',
    format_version: '1',
    node_version: '24.0.0',
    training_ms: 62.5,
    evaluation_ms: 120,
  },
};
