import { setImmediate as nextTurn } from 'node:timers/promises';

/** Slots of the shared counters. Tasks are counted from the first phase on and wrap around; so phases never mix. */
const [TAKEN, LIMIT, DONE, BASE, PHASE, WAKE, STOPPED, FAILED] = [0, 1, 2, 3, 4, 5, 6, 7];
/** Looks at the counters before a thread sleeps: the next phase most often follows within microseconds. */
const LOOKS = 2_000;
const PATIENCE_MS = 1_000;

/** One share of a phase's work. The tasks of a phase run in any order and at the same time. */
export type RunTask = (phase: number, task: number) => void;

export const createCounters = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * 8));

/** Works on every phase until dismissed; blocks the thread that it is called in. */
export function follow(counters: Int32Array, runTask: RunTask): void {
  for (;;) {
    const wake = Atomics.load(counters, WAKE);
    if (Atomics.load(counters, STOPPED) !== 0) return;
    if (runNext(counters, runTask)) continue;
    let looks = 0;
    while (looks < LOOKS && Atomics.load(counters, WAKE) === wake) looks++;
    if (looks === LOOKS) Atomics.wait(counters, WAKE, wake);
  }
}

/** Lets the threads that follow the counters return. */
export function dismiss(counters: Int32Array): void {
  Atomics.store(counters, STOPPED, 1);
  wakeUp(counters);
}

/**
 * Runs tasks 0 to `nTasks` - 1 of a phase, here and in the threads that follow the counters, and resolves when all are
 * done. Nobody waits for a thread that comes late: it finds less to do. What is written before is seen by every task,
 * and what tasks write is seen after. Rejects where a task failed in a thread.
 */
export async function runPhase(counters: Int32Array, runTask: RunTask, phase: number, nTasks: number): Promise<void> {
  const limit = (counters[LIMIT] + nTasks) | 0;
  counters[BASE] = counters[LIMIT];
  counters[PHASE] = phase;
  Atomics.store(counters, LIMIT, limit);
  if (nTasks > 1) wakeUp(counters);
  while (runNext(counters, runTask));
  for (let done = Atomics.load(counters, DONE); done !== limit; done = Atomics.load(counters, DONE)) {
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

/** False where no task is left to take. */
function runNext(counters: Int32Array, runTask: RunTask): boolean {
  const next = Atomics.load(counters, TAKEN);
  if (next === Atomics.load(counters, LIMIT)) return false;
  if (Atomics.compareExchange(counters, TAKEN, next, (next + 1) | 0) !== next) return true;
  try {
    runTask(counters[PHASE], (next - counters[BASE]) | 0);
  } catch (error) {
    Atomics.store(counters, FAILED, 1);
    throw error;
  } finally {
    Atomics.add(counters, DONE, 1);
    Atomics.notify(counters, DONE);
  }
  return true;
}
