import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * By the module they run. Kept between fits and never a reason for the process to stay alive; one more is started when
 * a fit wants more.
 */
const idle = new Map<string, Worker[]>();

export const defaultThreads = (): number => availableParallelism();

/**
 * Runs the module `url` in a thread with `message`, and resolves with its answer. The module must answer each message
 * with exactly one; threads are kept warm for the next message to their module.
 */
export function runInThread<T>(url: URL, message: unknown): Promise<T> {
  const waiting = idle.get(url.href) ?? [];
  idle.set(url.href, waiting);
  const worker = waiting.pop() ?? new Worker(url);
  worker.ref();
  return new Promise<T>((resolve, reject) => {
    const settle = () => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      worker.unref();
    };
    const answered = (answer: T) => {
      settle();
      waiting.push(worker);
      resolve(answer);
    };
    const failed = (error: Error) => {
      settle();
      reject(error);
    };
    const ended = (code: number) => failed(new Error(`a thread ended with code ${code} before it answered`));
    worker.on('message', answered).on('error', failed).on('exit', ended);
    worker.postMessage(message);
  });
}

/** Ends the threads that wait for work. */
export async function endThreads(): Promise<void> {
  const workers = [...idle.values()].flat();
  idle.clear();
  await Promise.all(workers.map((worker) => worker.terminate()));
}
