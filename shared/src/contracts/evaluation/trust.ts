import Type, { type Static } from 'typebox';
import { Estimate } from '../estimate.js';
import { Engine } from '../hyperparameters.js';
import { closed, Nullable, Sha256 } from '../wire.js';

/**
 * What can be said without the model. One-rule (Holte 1993): the best single column, learned on the training rows. Prior:
 * for every row the shares of the classes among the training rows as its probabilities.
 */
export const Baselines = Type.Object(
  {
    majority: Type.Object({ label: Type.String(), accuracy: Estimate }, closed),
    prior: Type.Object({ log_loss: Estimate, brier: Estimate }, closed),
    one_rule: Nullable(
      Type.Object(
        {
          feature: Type.String(),
          accuracy: Estimate,
          rules: Type.Array(Type.Object({ when: Type.String(), predict: Type.String() }, closed)),
        },
        closed,
      ),
    ),
  },
  closed,
);

/**
 * `gain`: accuracy less that of the better baseline on the same rows, paired; proven where its interval is above 0 and
 * `p` below 0.05.
 */
export const Verdict = Type.Object(
  {
    sentence: Type.String(),
    outcome: Type.Enum(['better', 'no_proven_gain', 'worse']),
    baseline: Type.Enum(['majority', 'one_rule']),
    gain: Estimate,
    p: Type.Number({ minimum: 0, maximum: 1, description: "Two-sided, of the gain, by McNemar's exact test." }),
    exceeds_interval: Type.Boolean(),
  },
  closed,
);

/** Why the figures are of rows that the model had not seen. */
export const Leakage = Type.Object(
  {
    test_rows_unseen: Type.Boolean({ description: 'No row is on both sides, by number or by being equal.' }),
    shared_duplicates: Type.Integer({ minimum: 0 }),
    fitted: Type.Array(
      Type.Object({ what: Type.String(), rows: Type.String(), n: Type.Integer({ minimum: 0 }) }, closed),
    ),
    shuffled_labels: Nullable(
      Type.Object(
        {
          roc_auc: Estimate,
          covers_chance: Type.Boolean(),
          rows: Type.Integer({ minimum: 1, description: 'Training rows that the control was fitted to.' }),
        },
        {
          ...closed,
          description:
            'The same fit where the classes are shuffled among the rows of each side, and a row of both keeps its own. Where no test row was learned it gives 0.5; one in twenty intervals misses it by chance.',
        },
      ),
    ),
  },
  closed,
);

export const Reproducibility = Type.Object(
  {
    fingerprint: Sha256,
    dataset_sha256: Sha256,
    test_dataset_sha256: Nullable(Sha256),
    seed: Type.Integer({ minimum: 0 }),
    engine: Engine,
    engine_version: Type.String(),
    format_version: Type.String(),
    node_version: Type.String(),
    training_ms: Nullable(Type.Number({ minimum: 0 })),
    evaluation_ms: Type.Number({ minimum: 0 }),
  },
  closed,
);

export type Baselines = Static<typeof Baselines>;
export type Verdict = Static<typeof Verdict>;
export type Leakage = Static<typeof Leakage>;
export type Reproducibility = Static<typeof Reproducibility>;
