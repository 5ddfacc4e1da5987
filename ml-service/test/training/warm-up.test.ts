import { expect, it } from 'vitest';
import { warmUp } from '../../src/training/warm-up.js';

it('trains as long as the process is idle, and no longer', async () => {
  let asked = 0;
  await warmUp(() => ++asked < 6);
  expect(asked).toBe(6);
});
