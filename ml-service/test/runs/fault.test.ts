import { invalidField, Problem } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { faultOf } from '../../src/runs/fault.js';

it.each([
  ['a full disk', Object.assign(new Error('write'), { code: 'ENOSPC' }), { code: 'disk_full', reason: 'disk_full' }],
  ['another fault of ours', new Error('secret'), { code: 'internal_error', reason: 'internal_error' }],
  [
    'a wrong line',
    invalidField('line 7', 'a row was expected', { reason: 'row_expected', values: {} }),
    { code: 'invalid_input', reason: 'row_expected', values: { line: 7 } },
  ],
  [
    'a service that is away',
    new Problem('dependency_unavailable', 'storage is not reachable.', {
      reason: 'service_unreachable',
      values: { service: 'storage' },
    }),
    { code: 'dependency_unavailable', reason: 'service_unreachable', values: { service: 'storage' } },
  ],
])('tells a reader in their language of %s', (_what, error, told) => {
  expect(faultOf(error)).toMatchObject(told);
});
