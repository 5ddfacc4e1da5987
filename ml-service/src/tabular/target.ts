import type { Column, FieldError } from '@ml-microservices/shared/contracts';
import { targetOf } from '@ml-microservices/shared/statistics';
import { listed } from '@ml-microservices/shared/text';

export interface TargetChoice {
  readonly columns: readonly Column[];
  /** As the request asks. */
  readonly asked?: string | undefined;
  /** As the dataset has it. */
  readonly known: string | null;
}

/** The column to predict: as asked, else as the dataset has it, else one of the usual names; else what is wrong. */
export function findTarget({ columns, asked, known }: TargetChoice): string | FieldError {
  const names = new Set(columns.map(({ name }) => name));
  const path = '/target';
  const listing = listed([...names]);
  if (asked !== undefined && !names.has(asked)) {
    const message = `must be a column of the dataset (${listing}), got "${asked}"`;
    return { path, message, reason: 'unknown_column', values: { columns: listing, value: asked } };
  }
  const found = asked || targetOf({ columns, target: known });
  if (found) return found;
  const message = `is required: the dataset does not say which column to predict; it has ${listing}`;
  return { path, message, reason: 'target_needed', values: { columns: listing } };
}
