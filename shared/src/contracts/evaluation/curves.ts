import Type, { type Static } from 'typebox';
import { Estimate } from '../estimate.js';
import { closed, Nullable } from '../wire.js';

const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
/** Rows with a score of at least this are predicted positive; null where none are. */
const Cut = Nullable(Type.Number());

export const RocPoint = Type.Object({ fpr: Share, tpr: Share, threshold: Cut }, closed);
export const PrecisionRecallPoint = Type.Object({ recall: Share, precision: Share, threshold: Cut }, closed);

/** Rows of neighbouring scores: how likely they were said to be positive, and how many were. */
export const CalibrationBin = Type.Object(
  { mean_score: Share, observed: Estimate, lowest: Share, highest: Share },
  closed,
);

/** Binned expected calibration error: sum over bins of n_bin / n x |observed - mean score|. */
export const Calibration = Type.Object(
  {
    bins: Type.Array(CalibrationBin),
    rule: Type.Enum(['equal_mass']),
    ece: Estimate,
    ece_if_calibrated: Estimate,
  },
  {
    ...closed,
    description:
      '`ece_if_calibrated`: mean, and 2.5 to 97.5 %, of what a perfectly calibrated model of these scores gives.',
  },
);

export const ScoreBin = Type.Object({ from: Share, to: Share, positives: Count, negatives: Count }, closed);

/** Of one class against all others; of the second class alone where there are two. */
export const ClassCurves = Type.Object(
  {
    label: Type.String(),
    prevalence: Share,
    roc_auc: Estimate,
    average_precision: Estimate,
    roc: Type.Array(RocPoint),
    precision_recall: Type.Array(PrecisionRecallPoint),
    calibration: Calibration,
    scores: Type.Array(ScoreBin),
  },
  closed,
);

/** The second class is predicted from a score of `threshold` on. */
export const ThresholdRow = Type.Object(
  {
    threshold: Share,
    tp: Count,
    fp: Count,
    tn: Count,
    fn: Count,
    accuracy: Share,
    precision: Nullable(Share),
    recall: Nullable(Share),
    specificity: Nullable(Share),
    f1: Nullable(Share),
    youden: Nullable(Type.Number({ minimum: -1, maximum: 1 })),
  },
  closed,
);

export type RocPoint = Static<typeof RocPoint>;
export type PrecisionRecallPoint = Static<typeof PrecisionRecallPoint>;
export type CalibrationBin = Static<typeof CalibrationBin>;
export type Calibration = Static<typeof Calibration>;
export type ScoreBin = Static<typeof ScoreBin>;
export type ClassCurves = Static<typeof ClassCurves>;
export type ThresholdRow = Static<typeof ThresholdRow>;
