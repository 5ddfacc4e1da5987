import { expect, it } from 'vitest';
import { writtenDate } from '../../src/csv/index.js';

it.each([
  [['2024-01-31', '2024-02-01']],
  [['2024-01-31T10:15:00Z', '2024-01-31 10:15:00.123+02:00', '2024-01-31 10:15']],
  [['31.01.2024', '1.2.2024']],
  [['01/31/2024', '1/31/2024 9:05 AM']],
  [['2024/01/31']],
  [['31-01-2024', ...Array.from({ length: 8 }, (_, i) => `0${i + 1}-02-2024`), 'unknown']],
])('takes the first date of %j', (words) => {
  expect(writtenDate(words)).toBe(words[0]);
});

it.each([
  [['1.2.3', '192.168.0.1']],
  [['2024-01', '2024-02']],
  [['12-34.5678']],
  [['2024-01-31 and later']],
  [['2024-01-31', 'unknown']],
  [['10:15', '11:30']],
  [['female', 'male']],
  [[]],
])('finds no date in %j', (words) => {
  expect(writtenDate(words)).toBeUndefined();
});
