import { expect, it } from 'vitest';
import { unreadNumber } from '../../src/csv/index.js';

it.each([
  [['0,6305', '0,2', '1'], '0,6305'],
  [['1.222,00 €', '25.658,82 €', '−3,50 €'], '1.222,00 €'],
  [['$1,200', '$ 12.50'], '$1,200'],
  [['4,99 %', '12 %'], '4,99 %'],
  [['1,50E-07', '2,5e+3'], '1,50E-07'],
  [[',25', '-,5'], ',25'],
  [['1 234', '12\u00a0345,6', "1'000"], '1 234'],
  [[...'123456789', 'n/a'], 'n/a'],
  [[...'12345678', '-', '9,5'], '9,5'],
])('finds in %j what keeps it from being numeric', (words, unread) => {
  expect(unreadNumber(words)).toBe(unread);
});

it.each([
  [['02.03.2016', '19.05.2017', '2016-03-02', '12:30']],
  [['+49 207571309', 'DE00034154055814', '1.2.3']],
  [['1', '2', '3+']],
  [['36 months', '24 months']],
  [['1', '2.5', '-3e4']],
  [['female', 'male']],
  [[]],
])('finds nothing in %j', (words) => {
  expect(unreadNumber(words)).toBeUndefined();
});
