import { expect, it, vi } from 'vitest';
import { newTicket, TrainerPool } from '../../src/training/pool.js';
import { Trainer } from '../../src/training/trainer.js';

/** Children that are never started: what they are lent for is all that counts here. */
function poolOf(children: number): TrainerPool {
  return new TrainerPool(children, () => {
    const trainer = new Trainer({ memoryLimitMb: 64, timeoutMs: 1000 });
    trainer.warmUp = () => undefined;
    return trainer;
  });
}
const onePool = () => poolOf(1);

const never = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));
/** A training that has a child until it is let go, and then tells which. */
function held(pool: TrainerPool): { end: () => void; ended: Promise<Trainer> } {
  let end = () => {};
  const released = new Promise<void>((resolve) => (end = resolve));
  return { end, ended: pool.train(async (trainer) => released.then(() => trainer)) };
}
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

it('other work goes on where a training finds a child of its own', async () => {
  const pool = poolOf(2);
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const work = pool.work(newTicket(false), never, async (_trainer, stop) => ended.then(() => stop.aborted));
  await turn();
  await pool.train(async () => undefined);
  end();
  expect(await work).toBe(false);
});

it('work that has a child but has not begun yet gives way too', async () => {
  const pool = onePool();
  const told: string[] = [];
  const work = pool.work(newTicket(false), never, async () => void told.push('work'));
  await pool.train(async () => void told.push('training'));
  await work;
  expect(told).toEqual(['training', 'work']);
});

it('work that somebody waits for gives way to a training, and is begun anew beside it', async () => {
  const pool = onePool();
  const children: Trainer[] = [];
  const work = pool.work(newTicket(true), never, async (trainer, stop) => {
    children.push(trainer);
    if (children.length === 1) await untilAborted(stop);
    await turn();
    expect(stop.aborted).toBe(false);
    return 'result';
  });
  await turn();
  const training = held(pool);
  expect(await work).toBe('result');
  expect(children[1]).not.toBe(children[0]);
  training.end();
  expect(await training.ended).toBe(children[0]);
});

it('work that somebody waits for does not wait for a training, other work does', async () => {
  const pool = onePool();
  const training = held(pool);
  const asked = newTicket(false);
  const told: string[] = [];
  const works = [newTicket(false), asked].map((ticket, index) =>
    pool.work(ticket, never, async () => void told.push(`work ${index}`)),
  );
  await turn();
  expect(told).toEqual([]);
  pool.hurry(asked);
  await works[1];
  expect(await pool.work(newTicket(true), never, async () => 'asked at once')).toBe('asked at once');
  expect(told).toEqual(['work 1']);
  training.end();
  await works[0];
  expect(told).toEqual(['work 1', 'work 0']);
});

it('works that are waited for while all train have the spare child one after the other', async () => {
  const pool = onePool();
  const training = held(pool);
  const told: string[] = [];
  const works = [1, 2].map((name) =>
    pool.work(newTicket(true), never, async (trainer) => {
      told.push(`work ${name} begins`);
      await turn();
      told.push(`work ${name} ends`);
      return trainer;
    }),
  );
  const [first, second] = await Promise.all(works);
  expect(told).toEqual(['work 1 begins', 'work 1 ends', 'work 2 begins', 'work 2 ends']);
  expect(second).toBe(first);
  training.end();
  expect(await training.ended).not.toBe(first);
});

it('work that nobody waits for is begun in a lull of the trainings, or once somebody waits for it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const pool = onePool();
  const told: string[] = [];
  await pool.train(async () => undefined);
  await vi.advanceTimersByTimeAsync(999);
  await pool.train(async () => undefined);
  const asked = newTicket(false);
  const works = [newTicket(false), asked].map((ticket, index) =>
    pool.work(ticket, never, async () => void told.push(`work ${index}`)),
  );
  await turn();
  expect(told).toEqual([]);
  pool.hurry(asked);
  await works[1];
  await vi.advanceTimersByTimeAsync(999);
  expect(told).toEqual(['work 1']);
  await vi.advanceTimersByTimeAsync(1);
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
  const work = pool.work(newTicket(false), abort.signal, async () => 'never');
  abort.abort(reason);
  await expect(work).rejects.toBe(reason);
  end();
  await training;
  expect(await pool.train(async () => 'next')).toBe('next');
});

it('work that is called off under way takes nobody out of the line', async () => {
  const pool = onePool();
  const abort = new AbortController();
  const first = pool.work(newTicket(false), abort.signal, (_trainer, signal) => untilAborted(signal));
  await turn();
  const second = pool.work(newTicket(false), never, async () => 'second');
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
