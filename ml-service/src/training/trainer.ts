import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { BYTES_PER_MB } from '@ml-microservices/shared/service';
import pidusage from 'pidusage';
import { compiled } from '../compiled.js';
import { RunFault } from '../runs/fault.js';
import type { ChildResult, ChildWork, FromChild, ToChild } from './messages.js';
import { oomKills } from './oom-kills.js';
import type { TrainingProgress } from './reporter.js';

const MEMORY_CHECK_MS = 250;
/** How long a new process may take to its first word. */
const START_MS = 60_000;
/** How long a child may take to notice an abort before it is killed; the promise is a free CPU within 2 s. */
const ABORT_GRACE_MS = 1_000;

export interface TrainerOptions {
  readonly memoryLimitMb: number;
  readonly timeoutMs: number;
}

export interface TrainerCalls {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
}

/** A child process that is kept warm for one piece of work at a time; a killed one is followed by another. */
export class Trainer {
  readonly #options: TrainerOptions;
  #child: ChildProcess | null = null;
  #isClosed = false;

  constructor(options: TrainerOptions) {
    this.#options = options;
  }

  /** Starts the child, so that the next training need not wait for it. */
  warmUp(): void {
    if (this.#child === null && !this.#isClosed) this.#child = this.#spawn();
  }

  /**
   * Does the work; what a training made is in its job's outbox when this resolves. Rejects with the signal's reason
   * after an abort, and with a RunFault for faults of the data and for a child that died, took too long or grew too large.
   */
  async run(work: ChildWork, { signal, onProgress }: TrainerCalls): Promise<ChildResult> {
    signal.throwIfAborted();
    this.#child ??= this.#spawn();
    const child = this.#child;
    const { promise, settle } = settlement();
    const late = () => kill(timeoutError(this.#options));
    let timeout = setTimeout(late, this.#options.timeoutMs + START_MS);
    let isHeard = false;
    const onMessage = (message: FromChild) => {
      if (!isHeard) {
        // From its first word on: the time that a new process takes to start is not the training's.
        clearTimeout(timeout);
        timeout = setTimeout(late, this.#options.timeoutMs);
        isHeard = true;
      }
      if (message.type === 'progress') onProgress(message.progress);
      else if (isResult(message)) settle(message);
      else settle(faultOf(message, signal));
    };
    const kill = (error: Error) => {
      settle(error);
      // It takes a while to end, and must not get the next job meanwhile.
      this.#child = null;
      child.kill('SIGKILL');
    };
    const oomKillsBefore = oomKills();
    const onExit = (code: number | null, killedBy: string | null) =>
      settle(deathOf(code, killedBy, oomKills() > oomKillsBefore));
    const onAbort = () => {
      send(child, { type: 'abort' });
      grace = setTimeout(() => kill(signal.reason), ABORT_GRACE_MS);
    };
    let grace: NodeJS.Timeout | undefined;
    const watch = setInterval(() => this.#watchMemory(child, kill), MEMORY_CHECK_MS);
    child.on('message', onMessage).once('exit', onExit);
    signal.addEventListener('abort', onAbort);
    try {
      send(child, work);
      return await promise;
    } finally {
      for (const timer of [timeout, grace, watch]) clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      child.off('message', onMessage).off('exit', onExit);
      this.warmUp();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#child === null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #spawn(): ChildProcess {
    const child = fork(compiled('training/child'), {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.#options.memoryLimitMb}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
    });
    return child;
  }

  /** Typed arrays are outside of the heap that V8 limits, so the process as a whole is measured. */
  #watchMemory({ pid }: ChildProcess, kill: (error: Error) => void): void {
    if (pid === undefined) return;
    pidusage(pid).then(
      ({ memory }) => {
        const megabytes = Math.round(memory / BYTES_PER_MB);
        if (megabytes > this.#options.memoryLimitMb) kill(memoryError(megabytes, this.#options));
      },
      // The child has just ended; its exit tells.
      () => undefined,
    );
  }
}

function settlement() {
  let settle = (_end: ChildResult | Error): void => {};
  const promise = new Promise<ChildResult>((resolve, reject) => {
    settle = (end) => (end instanceof Error ? reject(end) : resolve(end));
  });
  return { promise, settle };
}

/** A child that has just died cannot be written to; its exit tells. */
function send(child: ChildProcess, message: ToChild): void {
  if (child.connected) child.send(message, () => undefined);
}

const isResult = (message: FromChild): message is ChildResult =>
  message.type !== 'progress' && message.type !== 'aborted' && message.type !== 'failed';

function faultOf(message: Extract<FromChild, { type: 'aborted' | 'failed' }>, signal: AbortSignal): Error {
  if (message.type === 'aborted') return signal.reason;
  return message.stack === undefined ? new RunFault(message.error) : new Error(message.stack);
}

/** `isOomKill`: Linux ended a process for want of memory meanwhile. */
function deathOf(code: number | null, killedBy: string | null, isOomKill: boolean): RunFault {
  // V8 aborts the process when its heap is full. Linux kills one that leaves it no memory, but so can anyone.
  if (killedBy === 'SIGABRT' || code === 134 || (killedBy === 'SIGKILL' && isOomKill)) {
    const message = 'The training needed more memory than it may use, and was ended.';
    return new RunFault({ code: 'out_of_memory', message, reason: 'memory_ended', values: {} });
  }
  const how = killedBy === null ? `exit code ${code}` : `signal ${killedBy}`;
  const message = `The training's process ended unexpectedly (${how}).`;
  return new RunFault({ code: 'worker_died', message, reason: 'worker_died', values: { how } });
}

function timeoutError({ timeoutMs }: TrainerOptions): RunFault {
  const seconds = timeoutMs / 1000;
  const message = `The training took longer than ${seconds} s and was ended.`;
  return new RunFault({ code: 'timeout', message, reason: 'timeout', values: { seconds } });
}

function memoryError(megabytes: number, { memoryLimitMb }: TrainerOptions): RunFault {
  return new RunFault({
    code: 'out_of_memory',
    message: `The training grew to ${megabytes} MiB; at most ${memoryLimitMb} MiB are allowed (training.memory_limit_mb).`,
    reason: 'memory_grown',
    values: { megabytes, limit: memoryLimitMb },
  });
}
