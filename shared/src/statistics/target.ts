import type { Column } from '../contracts/index.js';

/** Columns that are taken for the target where nobody says which it is, the first that is there. */
const USUAL_NAMES = ['Survived', 'target', 'label', 'class', 'y'];

interface Schema {
  readonly columns: readonly Pick<Column, 'name' | 'role'>[];
  readonly target: string | null;
}

/** The column that is predicted unless a training asks for another: the dataset's, the marked one, or one of the usual names. */
export function targetOf({ columns, target }: Schema): string | undefined {
  const names = new Set(columns.map(({ name }) => name));
  const marked = columns.find(({ role }) => role === 'target')?.name;
  return [target, marked, ...USUAL_NAMES].find((name) => typeof name === 'string' && names.has(name)) ?? undefined;
}
