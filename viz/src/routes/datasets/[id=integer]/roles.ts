import type { ColumnRole, Dataset, DatasetUpdate } from '@ml-microservices/shared/contracts';

/** What a column may be for; without a role the training guesses. */
export type RoleChoice = ColumnRole | 'automatic';

export const ROLE_CHOICES = [
  'automatic',
  'feature',
  'target',
  'identifier',
  'text',
  'ignored',
] as const satisfies RoleChoice[];

type Described = Pick<Dataset, 'columns' | 'target'>;

/** The role of each column. The dataset has one target: a column that is marked as such beside it is like any other. */
export function rolesOf({ columns, target }: Described): ReadonlyMap<string, RoleChoice> {
  return new Map(
    columns.map(({ name, role }) => {
      if (name === target) return [name, 'target'];
      return [name, role === undefined || role === 'target' ? 'automatic' : role];
    }),
  );
}

/** What to change for a column to get a role. A target that gets another one is the target no longer. */
export function withRole({ columns, target }: Described, name: string, role: RoleChoice): DatasetUpdate {
  if (role === 'target') return { target: name };
  return {
    ...(name === target && { target: null }),
    columns: columns.map((column) => {
      if (column.name !== name) return column;
      const { role: _old, ...others } = column;
      return role === 'automatic' ? others : { ...others, role };
    }),
  };
}
