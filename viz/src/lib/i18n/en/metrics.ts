import { folds, number, rows } from './count.js';

export const metrics = {
  names: {
    accuracy: 'Accuracy',
    balanced_accuracy: 'Balanced accuracy',
    precision: 'Precision',
    recall: 'Recall',
    specificity: 'Specificity',
    f1: 'F1',
    mcc: 'Matthews correlation',
    cohen_kappa: "Cohen's kappa",
    log_loss: 'Log loss',
    roc_auc: 'ROC AUC',
    average_precision: 'Average precision',
    brier: 'Brier score',
    brier_skill: 'Brier skill',
    ece: 'Calibration error',
    train_accuracy: 'Accuracy on training rows',
    oob_accuracy: 'Out-of-bag accuracy',
  },
  help: {
    accuracy: 'Share of test rows that are right',
    balanced_accuracy: 'Mean of the recalls of the classes',
    precision: 'How many of those called positive are',
    recall: 'How many of the positives are found',
    specificity: 'How many of the negatives are called so',
    f1: 'Harmonic mean of precision and recall',
    mcc: 'From -1 to 1; 0 is chance',
    cohen_kappa: 'Agreement beyond chance',
    log_loss: 'How wrong the probabilities are; lower is better',
    roc_auc: 'Chance that a positive ranks above a negative',
    average_precision: 'Area below precision and recall',
    brier: 'Squared error of the probabilities; lower is better',
    brier_skill: 'Part of the Brier score saved over predicting the shares of the classes; 0 is none',
    ece: 'How far the probabilities are from what happens; lower is better',
    train_accuracy: 'Much above the test: overfitted',
    oob_accuracy: 'Each row without an equal one judged by the trees that never saw it',
  },
};

export const estimates = {
  value: 'Value',
  intervalHead: (level: string) => `${level} interval`,
  interval: (lo: string, hi: string) => `${lo} to ${hi}`,
  by: (level: string, method: string) => `${level} by ${method}`,
  method: 'How it was found',
  methods: {
    wilson: 'Wilson',
    mover: 'MOVER',
    'f-star': 'Wilson of F*',
    delong: 'DeLong',
    newcombe: 'Newcombe',
    bootstrap: 'bootstrap',
    permutation: 'permutation',
    'nadeau-bengio': 'Nadeau and Bengio',
    wald: 'Wald',
    none: 'no interval',
  },
  folds,
  undefinedResamples: (count: number) => `${number(count)} resamples gave no value`,
};

const inBrackets = (interval: string) => (interval === '' ? '' : ` (${interval})`);

export const charts = {
  table: 'As a table',
  roc: 'ROC curve',
  rocSummary: (auc: string, interval: string) => `Area below the curve: ${auc}${inBrackets(interval)}; 0.5 is chance.`,
  fpr: 'False positive rate',
  tpr: 'True positive rate',
  precisionRecall: 'Precision and recall',
  precisionRecallSummary: (ap: string, interval: string, chance: string) =>
    `Average precision: ${ap}${inBrackets(interval)}; chance is ${chance}.`,
  band: (level: string) =>
    `The shaded band holds ${level} of the curves of resampled test rows, at each point on its own.`,
  threshold: 'Threshold',
  calibration: 'Calibration',
  calibrationSummary: (ece: string, chance: string) =>
    `On average ${ece} between prediction and outcome; a perfectly calibrated model of as many rows would show ${chance}.`,
  calibrationFigures: 'What the probabilities are worth',
  brierParts: {
    score: 'Brier score',
    reliability: '= Reliability',
    resolution: '− Resolution',
    uncertainty: '+ Uncertainty',
    within_bins: '+ Within the bins',
  },
  slope: 'Slope',
  intercept: 'Intercept',
  calibrationFiguresNote:
    'Reliability is what wrong probabilities cost, 0 is best; resolution what telling rows apart gains; uncertainty what the share of the class alone costs. Refitted to the log odds, perfect scores have slope 1 and intercept 0; a slope below 1 means overconfident scores.',
  said: 'Mean probability',
  happened: 'Share that is positive',
  scores: 'Probabilities by true class',
  scoresSummary: (positives: number, negatives: number, label: string) =>
    `Probability of ${label} for ${rows(positives)} of that class and ${number(negatives)} of others.`,
  from: 'From',
  to: 'To',
  is: (label: string) => `is ${label}`,
  isNot: (label: string) => `is not ${label}`,
  rows: 'Rows',
  classOf: 'Curves of class',
};
