import type { Column } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { rolesOf, withRole } from '../../src/routes/datasets/[id=integer]/roles.js';

const columns: Column[] = [
  { name: 'id', type: 'numeric', role: 'identifier' },
  { name: 'plan', type: 'categorical', categories: ['a', 'b'] },
  { name: 'old', type: 'categorical', role: 'target' },
  { name: 'status', type: 'categorical', role: 'feature' },
];

it('tells the one target by the dataset, whatever its columns are marked as', () => {
  expect([...rolesOf({ columns, target: 'status' }).values()]).toEqual([
    'identifier',
    'automatic',
    'automatic',
    'target',
  ]);
});

it('gives a column another role and leaves all else as it is', () => {
  const dataset = { columns, target: 'status' };
  const changed = { ...columns[1], role: 'ignored' };
  expect(withRole(dataset, 'plan', 'ignored')).toEqual({ columns: columns.with(1, changed as Column) });
  expect(withRole(dataset, 'id', 'automatic').columns?.[0]).toEqual({ name: 'id', type: 'numeric' });
  expect(withRole(dataset, 'plan', 'target')).toEqual({ target: 'plan' });
});

it('takes the target from a column that gets another role', () => {
  const { target, columns: changed } = withRole({ columns, target: 'status' }, 'status', 'text');
  expect([target, changed?.[3].role]).toEqual([null, 'text']);
});
