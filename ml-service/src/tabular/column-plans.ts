import type { Column, Preprocessing } from '@ml-microservices/shared/contracts';
import type { ColumnPlan, ColumnSpec } from './table.js';

/** Reads every column, by the dataset's own schema where it knows the name. */
export function schemaPlan(columns: readonly Column[]): ColumnPlan {
  const specs = new Map<string, ColumnSpec>(
    columns.map(({ name, type, categories }) => [name, { type, ...(categories && { categories }) }]),
  );
  return (name) => specs.get(name) ?? {};
}

/** Reads the features of a model and its target, as its training typed them; skips the rest. */
export function modelPlan(preprocessing: Preprocessing): ColumnPlan {
  const specs = new Map<string, ColumnSpec>(
    preprocessing.features.map(({ name, type, categories }) => [name, { type, ...(categories && { categories }) }]),
  );
  // A word where the target should be a number is a wrong answer in the input, not a fault of the request.
  specs.set(preprocessing.target, { type: 'categorical' });
  return (name) => specs.get(name) ?? null;
}
