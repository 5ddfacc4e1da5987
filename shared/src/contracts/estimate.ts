import Type, { type Static } from 'typebox';
import { closed, Nullable } from './wire.js';

/** How an interval was made: see the function of the same name in ml-service's `evaluation/intervals`. */
export const IntervalMethod = Type.Enum(
  ['wilson', 'mover', 'f-star', 'delong', 'newcombe', 'bootstrap', 'permutation', 'nadeau-bengio', 'wald', 'none'],
  {
    description: '`none`: the value has no interval.',
  },
);

/** A figure with its confidence interval. What is undefined is `null`, never a made-up number. */
export const Estimate = Type.Object(
  {
    value: Nullable(Type.Number()),
    lo: Nullable(Type.Number()),
    hi: Nullable(Type.Number()),
    level: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, description: 'Confidence of `lo` to `hi`.' }),
    method: IntervalMethod,
    n: Type.Integer({ minimum: 0, description: "The value's own denominator: for a precision the rows predicted so." }),
    undefined_resamples: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Resamples that gave no value; the interval is of the others.' }),
    ),
  },
  closed,
);

export type IntervalMethod = Static<typeof IntervalMethod>;
export type Estimate = Static<typeof Estimate>;
