import type { Batch, Cell, Column, PreprocessingStep, SourceColumn } from '@ml-microservices/shared/contracts';
import { cleanRows } from './clean-rows.js';
import { dropDuplicates } from './drop-duplicates.js';
import { typeColumns } from './type-columns.js';

export interface Preprocessed {
  readonly columns: Column[];
  readonly rows: Cell[][];
  readonly steps: PreprocessingStep[];
}

/** Prepares a batch without learning from it, so that nothing of a later test set leaks into training. */
export function preprocess(batch: Batch, source: readonly SourceColumn[]): Preprocessed {
  const clean = cleanRows(batch);
  const typed = typeColumns(batch.columns, clean.rows, source);
  const unique = dropDuplicates(typed.rows);
  return { columns: typed.columns, rows: unique.rows, steps: [...clean.steps, ...typed.steps, ...unique.steps] };
}
