import { expect, it } from 'vitest';
import { MemoryQueue } from '../../src/training/queue.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('has each run once, as many at a time as it may, and once it is closed ends those alone', async () => {
  const told: (number | string)[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const queue = new MemoryQueue((runId) => {
    told.push(runId);
    return ended;
  }, 2);
  queue.push(1);
  expect(queue.isIdle).toBe(true);
  // A start finds a run twice that went back into the queue between its two looks at storage.
  for (const runId of [1, 2, 3, 3, 4]) queue.push(runId);
  expect(queue.isIdle).toBe(false);
  queue.remove(4);
  // One that is worked on takes nobody out of the line.
  queue.remove(1);
  expect(queue.length).toBe(1);
  const closed = queue.close().then(() => told.push('closed'));
  await turn();
  told.push('end');
  end();
  await closed;
  expect(told).toEqual([1, 2, 'end', 'closed']);
});
