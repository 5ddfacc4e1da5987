import Type, { type Static } from 'typebox';
import { closed, Share } from '../wire.js';

/** What is predicted where every row has `value`: the mean over the rows, and where single rows lie. */
export const DependencePoint = Type.Object(
  {
    value: Type.Union([Type.Number(), Type.String()], { description: 'A number, or a category.' }),
    mean: Share,
    p10: Share,
    p90: Share,
  },
  closed,
);

/** How the probability of one class goes with the feature. */
export const DependenceCurve = Type.Object({ label: Type.String(), points: Type.Array(DependencePoint) }, closed);

export const FeatureDependence = Type.Object(
  {
    feature: Type.String(),
    categories_left_out: Type.Integer({ minimum: 0, description: 'Of more than fifteen the rarest among the rows.' }),
    curves: Type.Array(DependenceCurve, { description: 'Of the classes that have curves.' }),
  },
  closed,
);

/** How the probabilities go with one feature, all others as they are in the test rows (Friedman 2001). */
export const PartialDependence = Type.Object(
  {
    rows: Type.Integer({ minimum: 1, description: 'Test rows that are predicted; all, unless there are very many.' }),
    features: Type.Array(FeatureDependence, {
      maxItems: 10,
      description:
        'Of the features with two values or more, the most important by permutation, falling. Numbers: at most fifteen quantiles of the test rows, rising.',
    }),
  },
  {
    ...closed,
    description:
      '`p10`, `p90`: tenth and ninetieth percentile of the predictions of single rows (individual conditional expectation, Goldstein 2015), no confidence interval.',
  },
);

export type DependencePoint = Static<typeof DependencePoint>;
export type DependenceCurve = Static<typeof DependenceCurve>;
export type FeatureDependence = Static<typeof FeatureDependence>;
export type PartialDependence = Static<typeof PartialDependence>;
