import { expect, it } from 'vitest';
import { preferredWait } from '../../src/service/index.js';

it.each([
  ['wait=10', 10],
  ['WAIT=10', 10],
  ['wait = 10', 10],
  ['wait="10"', 10],
  ['wait=0', 0],
  ['respond-async, wait=10', 10],
  ['wait=10, wait=20', 10],
  ['wait=10; foo=bar', 10],
  ['wait=61', 60],
  ['wait=999999999', 60],
  ['wait=99999999999999999999', undefined],
  ['wait', undefined],
  ['wait=', undefined],
  ['wait=-1', undefined],
  ['wait=1.5', undefined],
  ['wait=soon', undefined],
  ['wait="10', undefined],
  ['await=10', undefined],
  ['foo; wait=10', undefined],
  ['', undefined],
])('Prefer: %s waits %s seconds', (header, seconds) => {
  expect(preferredWait(header)).toBe(seconds);
});

it('reads the header that came in several lines, or not at all', () => {
  expect(preferredWait(['respond-async', 'wait=3'])).toBe(3);
  expect(preferredWait(undefined)).toBeUndefined();
});
