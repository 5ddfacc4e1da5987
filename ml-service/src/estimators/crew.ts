import { setImmediate as nextTurn } from 'node:timers/promises';
import { sharedIntegers } from './shared-memory.js';

/** Slots of the shared counters. Tasks are counted from the first phase on and wrap around; so phases never mix. */
const [DONE, LIMIT, PHASE, N_TASKS, WAKE, STOPPED, FAILED, JOINED, QUEUES] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
/** Slots of each thread's queue, one after the other from QUEUES on. */
const [TAKEN, END, BASE, PER_QUEUE] = [0, 1, 2, 3];
/** Looks at a counter before a thread sleeps: it most often changes within microseconds, fewer than waking up takes. */
const LOOKS = 20_000;
const PATIENCE_MS = 1_000;

/** One of the `nTasks` of a phase, which run in any order and at the same time. */
export type RunTask = (phase: number, task: number, nTasks: number) => void;

/** The counters of a crew of so many threads: the one that runs the phases, and those that follow. */
export const createCounters = (threads: number): Int32Array => sharedIntegers(QUEUES + threads * PER_QUEUE);

/** Where the share of thread `index` of `n` tasks begins; the next one's begins where it ends. */
export const shareOf = (n: number, threads: number, index: number): number => Math.floor((n * index) / threads);

/** Works on every phase until dismissed; blocks the thread that it is called in. */
export function follow(counters: Int32Array, runTask: RunTask): void {
  const own = 1 + Atomics.add(counters, JOINED, 1);
  for (;;) {
    const wake = Atomics.load(counters, WAKE);
    if (Atomics.load(counters, STOPPED) !== 0) return;
    if (runNext(counters, runTask, own)) continue;
    if (!changesSoon(counters, WAKE, wake)) Atomics.wait(counters, WAKE, wake);
  }
}

/** Lets the threads that follow the counters return. */
export function dismiss(counters: Int32Array): void {
  Atomics.store(counters, STOPPED, 1);
  wakeUp(counters);
}

/**
 * Runs tasks 0 to `nTasks` - 1 of a phase, here and in the threads that follow the counters, and resolves when all are
 * done. Each thread begins with its share of them, the same from phase to phase, so that what it works on stays in the
 * cache of its core. Nobody waits for a thread that comes late: others take its share. What is written before is seen
 * by every task, and what tasks write is seen after. Rejects where a task failed in a thread.
 */
export async function runPhase(counters: Int32Array, runTask: RunTask, phase: number, nTasks: number): Promise<void> {
  const limit = (counters[LIMIT] + nTasks) | 0;
  counters[LIMIT] = limit;
  counters[PHASE] = phase;
  counters[N_TASKS] = nTasks;
  const threads = threadsOf(counters);
  for (let thread = 0; thread < threads; thread++) {
    const queue = QUEUES + thread * PER_QUEUE;
    const first = shareOf(nTasks, threads, thread);
    const size = shareOf(nTasks, threads, thread + 1) - first;
    counters[queue + BASE] = counters[queue + END] - first;
    Atomics.store(counters, queue + END, counters[queue + END] + size);
  }
  if (nTasks > 1) wakeUp(counters);
  while (runNext(counters, runTask, 0));
  for (let done = Atomics.load(counters, DONE); done !== limit; done = Atomics.load(counters, DONE)) {
    if (changesSoon(counters, DONE, done)) continue;
    // The event loop gets its turn, should a thread have died: that is told by an event, and stops the crew.
    if (Atomics.wait(counters, DONE, done, PATIENCE_MS) === 'timed-out') await nextTurn();
    if (Atomics.load(counters, STOPPED) !== 0) break;
  }
  if (Atomics.load(counters, STOPPED) !== 0 || Atomics.load(counters, FAILED) !== 0) {
    throw new Error('a thread failed at its share of the work');
  }
}

function wakeUp(counters: Int32Array): void {
  Atomics.add(counters, WAKE, 1);
  Atomics.notify(counters, WAKE);
}

function changesSoon(counters: Int32Array, slot: number, value: number): boolean {
  for (let looks = 0; looks < LOOKS; looks++) if (Atomics.load(counters, slot) !== value) return true;
  return false;
}

/** Threads of a crew, the one that runs the phases included. */
export const threadsOf = (counters: Int32Array): number => (counters.length - QUEUES) / PER_QUEUE;

/** Runs a task of the thread's own share, else of the others'; false where none is left to take. */
function runNext(counters: Int32Array, runTask: RunTask, own: number): boolean {
  const threads = threadsOf(counters);
  for (let step = 0; step < threads; step++) {
    if (runNextOf(counters, runTask, QUEUES + ((own + step) % threads) * PER_QUEUE)) return true;
  }
  return false;
}

function runNextOf(counters: Int32Array, runTask: RunTask, queue: number): boolean {
  const next = Atomics.load(counters, queue + TAKEN);
  if (next === Atomics.load(counters, queue + END)) return false;
  if (Atomics.compareExchange(counters, queue + TAKEN, next, (next + 1) | 0) !== next) return true;
  try {
    runTask(counters[PHASE], (next - counters[queue + BASE]) | 0, counters[N_TASKS]);
  } catch (error) {
    Atomics.store(counters, FAILED, 1);
    throw error;
  } finally {
    Atomics.add(counters, DONE, 1);
    Atomics.notify(counters, DONE);
  }
  return true;
}
