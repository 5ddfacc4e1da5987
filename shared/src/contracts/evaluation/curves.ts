import Type, { type Static } from 'typebox';
import { Estimate } from '../estimate.js';
import { Count, closed, Nullable, Share } from '../wire.js';

/** Rows with a score of at least this are predicted positive; null where none are. */
const Cut = Nullable(Type.Number());

export const RocPoint = Type.Object({ fpr: Share, tpr: Share, threshold: Cut }, closed);
export const PrecisionRecallPoint = Type.Object({ recall: Share, precision: Share, threshold: Cut }, closed);

/** `found`: share of the positives that are among the share `taken` of all rows. */
export const GainsPoint = Type.Object({ taken: Share, found: Share, threshold: Cut }, closed);

/** The rows of the highest scores, those of one score together. */
export const LiftRow = Type.Object(
  {
    taken: Share,
    threshold: Share,
    found: Share,
    rate: Estimate,
    lift: Type.Number({ minimum: 0, description: '`rate` by the share of positives among all rows.' }),
  },
  { ...closed, description: '`rate`: share of positives among the rows taken.' },
);

/** Of the curves of the resamples: where the middle 95 % of them run, at each rate or recall by itself. */
const band = { lo: Share, hi: Share };
export const RocBandPoint = Type.Object({ fpr: Share, ...band }, closed);
export const PrecisionRecallBandPoint = Type.Object({ recall: Share, ...band }, closed);

/** Rows of neighbouring scores: how likely they were said to be positive, and how many were. */
export const CalibrationBin = Type.Object(
  { mean_score: Share, observed: Estimate, lowest: Share, highest: Share },
  closed,
);

/**
 * The Brier score of the class against all others, split over the bins of the diagram (Murphy 1973): score = reliability -
 * resolution + uncertainty + within_bins, the last being what scores that differ within a bin add (Stephenson 2008).
 */
export const BrierParts = Type.Object(
  {
    score: Estimate,
    reliability: Estimate,
    resolution: Estimate,
    uncertainty: Estimate,
    within_bins: Estimate,
  },
  {
    ...closed,
    description:
      '`reliability`: squared distance of score and share, 0 is perfect; `resolution`: squared distance of the shares of the bins from that of all rows, higher is better; `uncertainty`: what the share of all rows alone gives.',
  },
);

/** Binned expected calibration error: sum over bins of n_bin / n x |observed - mean score|. */
export const Calibration = Type.Object(
  {
    bins: Type.Array(CalibrationBin),
    rule: Type.Enum(['equal_mass']),
    ece: Estimate,
    ece_if_calibrated: Estimate,
    brier: BrierParts,
    intercept: Estimate,
    slope: Estimate,
  },
  {
    ...closed,
    description:
      '`intercept`, `slope`: of the outcomes refitted to the log odds of the scores (Cox 1958), perfect at 0 and 1; a slope below 1 tells scores that are too sure; scores of 0 and 1 are taken for 0.001 from them, or as near as any other is. `ece_if_calibrated`: mean, and 2.5 to 97.5 %, of what a perfectly calibrated model of these scores gives.',
  },
);

export const ScoreBin = Type.Object({ from: Share, to: Share, positives: Count, negatives: Count }, closed);

const BAND =
  'Pointwise, by the bootstrap; empty where all resamples run alike, as those of scores that part the classes wholly.';

/** Of one class against all others; of the second class alone where there are two. */
export const ClassCurves = Type.Object(
  {
    label: Type.String(),
    prevalence: Share,
    roc_auc: Estimate,
    average_precision: Estimate,
    roc: Type.Array(RocPoint),
    roc_band: Type.Array(RocBandPoint, { description: BAND }),
    precision_recall: Type.Array(PrecisionRecallPoint),
    precision_recall_band: Type.Array(PrecisionRecallBandPoint, { description: BAND }),
    gains: Type.Array(GainsPoint, { description: 'By falling score; empty without a positive.' }),
    lift: Type.Array(LiftRow, {
      maxItems: 5,
      description:
        'The least rows that are a tenth of all, two, three, four and five; one where a score holds several.',
    }),
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
    net_benefit: Nullable(
      Type.Number({
        maximum: 1,
        description: 'tp / n - fp / n x threshold / (1 - threshold) (Vickers and Elkin 2006); null at 1.',
      }),
    ),
  },
  closed,
);

export type RocPoint = Static<typeof RocPoint>;
export type PrecisionRecallPoint = Static<typeof PrecisionRecallPoint>;
export type GainsPoint = Static<typeof GainsPoint>;
export type LiftRow = Static<typeof LiftRow>;
export type RocBandPoint = Static<typeof RocBandPoint>;
export type PrecisionRecallBandPoint = Static<typeof PrecisionRecallBandPoint>;
export type BrierParts = Static<typeof BrierParts>;
export type CalibrationBin = Static<typeof CalibrationBin>;
export type Calibration = Static<typeof Calibration>;
export type ScoreBin = Static<typeof ScoreBin>;
export type ClassCurves = Static<typeof ClassCurves>;
export type ThresholdRow = Static<typeof ThresholdRow>;
