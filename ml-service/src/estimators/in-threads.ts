import { dismiss, type RunTask, runPhase, threadsOf } from './crew.js';
import { runInThread } from './threads.js';

/** Work on memory that threads share. */
export interface Crew<Task extends { readonly counters: Int32Array }> {
  /** A module whose thread follows the counters of a task that it is sent, and answers when it is dismissed. */
  readonly url: URL;
  /** Every buffer that is written to is shared; the counters say for how many threads. */
  readonly task: Task;
  /** The share of one thread in the work. */
  readonly workOn: (task: Task) => RunTask;
}

/** Does `nTasks` tasks of a phase. */
export type Run = (phase: number, nTasks: number) => Promise<void>;

/** Runs `work`, whose phases are done here and in the other threads; resolves once every thread has stopped. */
export async function inThreads<Task extends { readonly counters: Int32Array }, Result>(
  { url, task, workOn }: Crew<Task>,
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const { counters } = task;
  const others = Array.from({ length: threadsOf(counters) - 1 }, () => runInThread<void>(url, task));
  const all = Promise.all(others);
  // A thread that fails, as for want of memory, ends the work.
  all.catch(() => dismiss(counters));
  const runTask = workOn(task);
  try {
    return await work((phase, nTasks) => runPhase(counters, runTask, phase, nTasks));
  } finally {
    dismiss(counters);
    await Promise.allSettled(others);
    // Where a thread failed, its error tells more than that of who waited for it.
    await all;
  }
}
