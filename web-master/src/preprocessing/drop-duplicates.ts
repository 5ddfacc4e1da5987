import type { Cell, PreprocessingStep } from '@ml-microservices/shared/contracts';

/** Keeps the first of the rows that are equal in every cell. */
export function dropDuplicates(rows: readonly Cell[][]): { rows: Cell[][]; steps: PreprocessingStep[] } {
  const seen = new Set<string>();
  const unique = rows.filter((row) => {
    const key = JSON.stringify(row);
    return !seen.has(key) && seen.add(key);
  });
  const count = rows.length - unique.length;
  return { rows: unique, steps: [{ step: 'drop_duplicates', detail: 'exact duplicate rows dropped', count }] };
}
