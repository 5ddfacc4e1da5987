import { afterEach, expect, it } from 'vitest';
import { clock, learnTime } from '../../src/lib/state/clock.svelte.js';

const HOUR = 3_600_000;
const header = (ms: number) => new Date(ms).toUTCString();

afterEach(() => learnTime(header(Date.now())));

it.each([5, -5])('tells the time of the services where the clock of the browser is %i hours off', (hours) => {
  const theirs = Date.now() + hours * HOUR;
  learnTime(header(theirs));
  expect(Math.abs(clock.now - theirs) / HOUR).toBeCloseTo(0, 1);
});

it('keeps the clock of the browser where both agree, and where an answer tells no time', () => {
  learnTime(header(Date.now() - 1_500));
  learnTime(undefined);
  learnTime('some day');
  const before = Date.now();
  expect(clock.now).toBeGreaterThanOrEqual(before);
  expect(clock.now).toBeLessThanOrEqual(Date.now());
});
