import type { Preprocessing } from '@ml-microservices/shared/contracts';

/** Of features that are all numbers, taken as they are. */
export const ofNumbers = (names: readonly string[], changes: Partial<Preprocessing> = {}): Preprocessing => ({
  features: names.map((name) => ({ name, type: 'numeric', impute: 0, missing: 0 })),
  target: 'y',
  target_type: 'numeric',
  dropped: [],
  one_hot: false,
  means: null,
  scales: null,
  fitted_rows: 1,
  ...changes,
});
