import Type, { type Static } from 'typebox';
import { Estimate } from './estimate.js';
import { closed, example, Id, Nullable } from './wire.js';

export const CompareRequest = Type.Object(
  { model_ids: Type.Array(Id, { minItems: 2, maxItems: 10, uniqueItems: true }) },
  example({ model_ids: [1, 2] }),
);

const P = Nullable(Type.Number({ minimum: 0, maximum: 1 }));
const Outcome = Type.Enum(['better', 'worse', 'tie']);

/** The first model less the second on the same rows; `outcome` is the first's. A lower log loss is better. */
const Difference = Type.Object(
  {
    difference: Estimate,
    p: P,
    p_adjusted: Type.Unsafe<number | null>({ ...P, description: 'By Holm over the pairs, where there are several.' }),
    outcome: Outcome,
  },
  closed,
);

/** Two models on the same test rows. Exact McNemar test of accuracy, paired DeLong of ROC AUC, paired bootstrap. */
export const PairComparison = Type.Object(
  {
    model_id: Id,
    other_id: Id,
    only_first_right: Type.Integer({ minimum: 0 }),
    only_second_right: Type.Integer({ minimum: 0 }),
    accuracy: Difference,
    log_loss: Difference,
    roc_auc: Difference,
    verdict: Outcome,
  },
  closed,
);

const estimate = (value: number, lo: number, hi: number, method: 'bootstrap' | 'delong' | 'wilson') => ({
  value,
  lo,
  hi,
  level: 0.95,
  method,
  n: 8,
});
const difference = (value: number, lo: number, hi: number, method: 'bootstrap' | 'delong') => ({
  difference: estimate(value, lo, hi, method),
  p: 1,
  p_adjusted: 1,
  outcome: 'tie' as const,
});

export const Comparison = Type.Object(
  {
    n_test: Type.Integer({ minimum: 1 }),
    models: Type.Array(
      Type.Object(
        { model_id: Id, name: Type.String(), accuracy: Estimate, log_loss: Estimate, roc_auc: Estimate },
        closed,
      ),
    ),
    pairs: Type.Array(PairComparison),
  },
  example({
    n_test: 8,
    models: [1, 2].map((model_id) => ({
      model_id,
      name: `model ${model_id}`,
      accuracy: estimate(0.75, 0.409, 0.929, 'wilson'),
      log_loss: estimate(0.526, 0.3, 0.811, 'bootstrap'),
      roc_auc: estimate(0.875, 0.424, 0.985, 'delong'),
    })),
    pairs: [
      {
        model_id: 1,
        other_id: 2,
        only_first_right: 1,
        only_second_right: 1,
        accuracy: difference(0, -0.375, 0.375, 'bootstrap'),
        log_loss: difference(0.01, -0.1, 0.13, 'bootstrap'),
        roc_auc: difference(0, -0.2, 0.2, 'delong'),
        verdict: 'tie' as const,
      },
    ],
  }),
);

export type CompareRequest = Static<typeof CompareRequest>;
export type PairComparison = Static<typeof PairComparison>;
export type Comparison = Static<typeof Comparison>;
