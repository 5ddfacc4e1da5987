import { type ClassCurves, type Estimate, Evaluation, Report } from '@ml-microservices/shared/contracts';

export type Evaluated = Report & { evaluation: Evaluation };

/** The report of the contract's examples: two classes, eight test rows. */
export function exampleReport(): Evaluated {
  const [report] = (Report as unknown as { examples: [Report] }).examples;
  const [evaluation] = (Evaluation as unknown as { examples: [Evaluation] }).examples;
  return structuredClone({ ...report, evaluation });
}

export const estimate = (value: number, lo: number, hi: number, n = 200): Estimate => ({
  value,
  lo,
  hi,
  level: 0.95,
  method: 'bootstrap',
  n,
});

/** The example's threshold moved to 0.25, where all four of the class and two others are taken for it. */
export function withThreshold(report: Evaluated): Evaluated {
  const { decisions } = report.evaluation;
  report.model.threshold = 0.25;
  decisions.served = {
    threshold: 0.25,
    confusion_matrix: {
      labels: ['0', '1'],
      counts: [
        [2, 2],
        [0, 4],
      ],
    },
    metrics: { ...decisions.default.metrics, recall: estimate(1, 0.51, 1, 4) },
  };
  decisions.choice = {
    by: 'cost',
    threshold: 0.25,
    criterion: 0.2,
    scores: 'cross_validation',
    n: 32,
    cost_fp: 1,
    cost_fn: 5,
  };
  return report;
}

export const crossValidated = (report: Evaluated): Evaluated => {
  const of = (value: number, lo: number, hi: number): Estimate => ({
    ...estimate(value, lo, hi, 2),
    method: 'nadeau-bengio',
  });
  report.evaluation.cross_validation = {
    folds: 2,
    repeats: 1,
    rows: 32,
    accuracy: of(0.78, 0.66, 0.9),
    log_loss: of(0.5, 0.4, 0.6),
    roc_auc: of(0.85, 0.71, 0.99),
    by_fold: [
      { repeat: 1, fold: 1, n_train: 16, n_test: 16, accuracy: 0.75, log_loss: 0.55, roc_auc: 0.8125 },
      { repeat: 1, fold: 2, n_train: 16, n_test: 16, accuracy: 0.8125, log_loss: 0.45, roc_auc: null },
    ],
  };
  return report;
};

const LONG = 200;
const names = (count: number, noun: string) => Array.from({ length: count }, (_, i) => `a rather long ${noun} ${i}`);
const along = <T>(count: number, of: (share: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => of(i / (count - 1)));

/** As much as an evaluation can hold: a hundred classes, curves of 200 points for ten, hundreds of columns, slices and coefficients. */
export function largestReport(): Evaluated {
  const report = exampleReport();
  const { evaluation } = report;
  const labels = names(100, 'class');
  const columns = names(300, 'column');
  const counts = labels.map((_, i) => labels.map((_, j) => (i === j ? 1000 : 123)));
  const side = { count: 12_345, share: 0.123456 };
  report.model.classes = labels;
  report.model.features = columns;
  report.metrics.confusion_matrix = { labels, counts };
  evaluation.decisions.default.confusion_matrix = { labels, counts };
  evaluation.data.classes = labels.map((label) => ({ label, train: side, test: side }));
  evaluation.data.missing = columns.map((feature) => ({ feature, train: side, test: side }));
  evaluation.data.dropped = columns.map((name) => ({ name, reason: 'free text: 681 different values in 891 rows' }));
  report.model.preprocessing.features = columns.map((name) => ({
    name,
    type: 'categorical' as const,
    impute: 0,
    categories: names(30, 'category'),
    missing: 12_345,
  }));
  evaluation.classes = labels.map((label) => ({ ...evaluation.classes[0], label }));
  evaluation.curves = labels.slice(0, 10).map((label) => longCurves(label, evaluation.curves[0]));
  evaluation.thresholds = [];
  evaluation.slices = columns.flatMap((feature) =>
    names(5, 'slice').map((slice) => ({
      ...evaluation.slices[0],
      feature,
      slice,
      is_small: false,
      p: 0.5,
      p_adjusted: 1,
    })),
  );
  const values = Object.fromEntries(columns.slice(0, 100).map((name) => [name, 'a value of some length']));
  evaluation.mistakes = Array.from({ length: 10 }, () => ({ ...evaluation.mistakes[0], values }));
  evaluation.permutation_importance.features = columns.map((feature) => ({
    feature,
    mean: 0.0123,
    sd: 0.00456,
    impurity: 0.0789,
  }));
  evaluation.partial_dependence.features = columns.slice(0, 10).map((feature, at) => ({
    feature,
    categories_left_out: 10,
    curves: evaluation.curves.map(({ label }) => ({
      label,
      points: along(15, (share) => ({
        value: at % 2 === 0 ? share * 12.3456 : `category ${share}`,
        mean: share ** 2,
        p10: 0.9 * share ** 2,
        p90: share,
      })),
    })),
  }));
  const [coefficient] = evaluation.coefficients?.columns ?? [];
  evaluation.coefficients = {
    intercepts: labels.map((label) => ({
      class: label,
      standardized: estimate(-1, -2, 0),
      per_unit: estimate(1, 0, 2),
    })),
    columns: columns.flatMap((feature) => labels.map((label) => ({ ...coefficient, feature, class: label }))),
  };
  return report;
}

function longCurves(label: string, like: ClassCurves): ClassCurves {
  const [bin] = like.calibration.bins;
  return {
    ...like,
    label,
    roc: along(LONG, (share) => ({ fpr: share ** 3, tpr: share ** 0.7, threshold: 1 - share * 0.987654321 })),
    roc_band: along(51, (fpr) => ({ fpr, lo: fpr ** 0.8, hi: fpr ** 0.6 })),
    precision_recall_band: along(51, (recall) => ({ recall, lo: 0.9 - 0.9 * recall ** 2, hi: 1 - recall ** 4 })),
    precision_recall: along(LONG, (share) => ({
      recall: share,
      precision: 1 - share ** 3,
      threshold: 1 - share * 0.987654321,
    })),
    gains: along(LONG, (share) => ({ taken: share, found: share ** 0.5, threshold: 1 - share * 0.987654321 })),
    calibration: {
      ...like.calibration,
      bins: along(10, (share) => ({ ...bin, mean_score: share, lowest: share * 0.9, highest: share })),
    },
    scores: along(20, (share) => ({ from: share * 0.95, to: share * 0.95 + 0.05, positives: 123, negatives: 4567 })),
  };
}
