import type { RunError } from '@ml-microservices/shared/contracts';

/** Why a training cannot be done. Codes are stable; each message names what, the limit and what was found. */
export type TrainingErrorCode =
  | 'single_class'
  | 'too_many_classes'
  | 'unusable_label'
  | 'regression_not_supported'
  | 'too_few_rows'
  | 'no_features'
  | 'too_many_columns'
  | 'infinite_values'
  | 'missing_columns'
  | 'invalid_parameters'
  | 'out_of_memory';

/** A training that its data or its request rule out: told to the user as it is, and the same at every attempt. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';

  /** `reason` is finer than the code where that has several sentences; with `values` it says what `message` does. */
  constructor(
    readonly code: TrainingErrorCode,
    message: string,
    readonly values: NonNullable<RunError['values']>,
    readonly reason: string = code,
  ) {
    super(message);
  }

  toRunError(): RunError {
    const { code, message, reason, values } = this;
    return { code, message, reason, values };
  }
}
