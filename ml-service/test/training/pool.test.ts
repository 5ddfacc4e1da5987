import { expect, it, vi } from 'vitest';
import { newTicket, TrainerPool } from '../../src/training/pool.js';
import { Trainer } from '../../src/training/trainer.js';

/** Children that are never started: what they are lent for is all that counts here. */
function poolOf(children: number): TrainerPool {
  return new TrainerPool(
    Array.from({ length: children }, () => {
      const trainer = new Trainer({ memoryLimitMb: 64, timeoutMs: 1000 });
      trainer.warmUp = () => undefined;
      return trainer;
    }),
  );
}
const onePool = () => poolOf(1);

const never = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Ends only by an abort. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

it('other work gives way to a training and begins anew behind it', async () => {
  const pool = onePool();
  await pool.work(newTicket(false), never, async () => 'earlier');
  const told: string[] = [];
  const work = pool.work(newTicket(false), never, async (_trainer, signal) => {
    told.push('work begins');
    if (told.length === 1) await untilAborted(signal);
    return 'result';
  });
  await turn();
  await pool.train(async () => void told.push('training'));
  expect(await work).toBe('result');
  expect(told).toEqual(['work begins', 'training', 'work begins']);
});

it('other work gives way to as many trainings as there are', async () => {
  const pool = poolOf(2);
  let begun = 0;
  const works = [1, 2].map(() =>
    pool.work(newTicket(false), never, async (_trainer, signal) => {
      if (++begun <= 2) await untilAborted(signal);
    }),
  );
  await turn();
  await Promise.all([1, 2].map(() => pool.train(async () => undefined)));
  await Promise.all(works);
  expect(begun).toBe(4);
});

it('work that has a child but has not begun yet gives way too', async () => {
  const pool = onePool();
  const told: string[] = [];
  const work = pool.work(newTicket(false), never, async () => void told.push('work'));
  await pool.train(async () => void told.push('training'));
  await work;
  expect(told).toEqual(['training', 'work']);
});

it('work that somebody waits for gives way once, then goes first', async () => {
  const pool = onePool();
  const told: string[] = [];
  let begun = 0;
  const { signal } = new AbortController();
  const work = pool.work(newTicket(true), signal, async (_trainer, stop) => {
    told.push('work begins');
    begun++;
    if (begun === 1) await untilAborted(stop);
    await turn();
    expect(stop.aborted).toBe(false);
  });
  await turn();
  const trainings = ['first', 'second'].map((name) => pool.train(async () => void told.push(`${name} training`)));
  await Promise.all([work, ...trainings]);
  expect(told).toEqual(['work begins', 'first training', 'work begins', 'second training']);
});

it('work that nobody waits for is begun in a lull of the trainings, or once somebody waits for it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const pool = onePool();
  const told: string[] = [];
  await pool.train(async () => undefined);
  const asked = newTicket(false);
  const works = [newTicket(false), asked].map((ticket, index) =>
    pool.work(ticket, never, async () => void told.push(`work ${index}`)),
  );
  await turn();
  expect(told).toEqual([]);
  pool.hurry(asked);
  await works[1];
  expect(told).toEqual(['work 1']);
  await vi.advanceTimersByTimeAsync(1_000);
  await works[0];
  expect(told).toEqual(['work 1', 'work 0']);
  vi.useRealTimers();
});

it('work that is called off while it waits leaves, and others get the child', async () => {
  const pool = onePool();
  const abort = new AbortController();
  const reason = new Error('closing');
  let end = () => {};
  const training = pool.train(() => new Promise<void>((resolve) => (end = resolve)));
  const work = pool.work(newTicket(true), abort.signal, async () => 'never');
  abort.abort(reason);
  await expect(work).rejects.toBe(reason);
  end();
  await training;
  expect(await pool.train(async () => 'next')).toBe('next');
});

it('work that is called off under way takes nobody out of the line', async () => {
  const pool = onePool();
  const abort = new AbortController();
  const first = pool.work(newTicket(true), abort.signal, (_trainer, signal) => untilAborted(signal));
  await turn();
  const second = pool.work(newTicket(true), never, async () => 'second');
  abort.abort(new Error('called off'));
  await expect(first).rejects.toThrow('called off');
  expect(await second).toBe('second');
});

it('a failure of the work is its own, and gives the child back', async () => {
  const pool = onePool();
  const failing = pool.work(newTicket(false), never, async () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(await pool.train(async () => 'next')).toBe('next');
});
