import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export const defaultThreads = (): number => availableParallelism();

interface Asked {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A thread that runs a module, which must answer each message with exactly one, in their order. It is a reason for the
 * process to stay alive only while an answer is awaited.
 */
export class Thread {
  readonly #worker: Worker;
  #asked: Asked[] = [];
  #ended: Error | null = null;

  constructor(url: URL) {
    // Without this process's own flags, which may be for modules that are not compiled.
    this.#worker = new Worker(url, { execArgv: [] })
      .on('message', (answer) => {
        this.#asked.shift()?.resolve(answer);
        if (this.#asked.length === 0) this.#worker.unref();
      })
      .on('error', (error) => this.#fail(error))
      .on('exit', (code) => this.#fail(new Error(`a thread ended with code ${code} before it answered`)));
    this.#worker.unref();
  }

  /** Messages that are not answered yet. */
  get nAsked(): number {
    return this.#asked.length;
  }

  get hasEnded(): boolean {
    return this.#ended !== null;
  }

  ask<T>(message: unknown): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#worker.postMessage(message);
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve: resolve as Asked['resolve'], reject });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    const asked = this.#asked;
    this.#asked = [];
    for (const { reject } of asked) reject(error);
  }
}

/** By the module they run. Kept between fits; one more is started when a fit wants more. */
const idle = new Map<string, Thread[]>();

/** Runs the module `url` in a thread that does nothing else meanwhile, and resolves with its answer to `message`. */
export async function runInThread<T>(url: URL, message: unknown): Promise<T> {
  const waiting = idle.get(url.href) ?? [];
  idle.set(url.href, waiting);
  const thread = waiting.pop() ?? new Thread(url);
  const answer = await thread.ask<T>(message);
  waiting.push(thread);
  return answer;
}

/** Ends the threads that wait for work. */
export async function endThreads(): Promise<void> {
  const threads = [...idle.values()].flat();
  idle.clear();
  await Promise.all(threads.map((thread) => thread.end()));
}
