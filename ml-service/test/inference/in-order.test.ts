import { expect, test } from 'vitest';
import { inOrder } from '../../src/inference/in-order.js';

/** Tasks that are done when told so, and how many of them were begun. */
function heldTasks(n: number) {
  const begun: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  async function* tasks() {
    for (let i = 0; i < n; i++) {
      yield () =>
        new Promise<number>((resolve, reject) => {
          begun.push({ resolve, reject });
        });
    }
  }
  return { begun, tasks: tasks() };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what is done first waits for what was begun before it', async () => {
  const { begun, tasks } = heldTasks(3);
  const taken: number[] = [];
  const all = (async () => {
    for await (const value of inOrder(tasks, 3)) taken.push(value);
  })();
  await turn();
  begun[2].resolve(2);
  begun[1].resolve(1);
  await turn();
  expect(taken).toEqual([]);
  begun[0].resolve(0);
  await all;
  expect(taken).toEqual([0, 1, 2]);
});

test('no more are begun than may be, and none while nobody takes', async () => {
  const { begun, tasks } = heldTasks(10);
  const results = inOrder(tasks, 2);
  expect(begun).toHaveLength(0);
  const first = results.next();
  await turn();
  expect(begun).toHaveLength(2);
  begun[0].resolve(0);
  begun[1].resolve(1);
  expect(await first).toEqual({ value: 0, done: false });
  await turn();
  expect(begun).toHaveLength(2);
  await results.return(undefined);
});

test('a failure comes in its turn, and hurts nobody where it is no longer awaited', async () => {
  const { begun, tasks } = heldTasks(3);
  const results = inOrder(tasks, 3);
  const first = results.next();
  await turn();
  begun[1].reject(new Error('of the second'));
  begun[2].reject(new Error('of the third'));
  begun[0].resolve(0);
  expect(await first).toEqual({ value: 0, done: false });
  await expect(results.next()).rejects.toThrow('of the second');
  expect(await results.next()).toEqual({ value: undefined, done: true });
});
