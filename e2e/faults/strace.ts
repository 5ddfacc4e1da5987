import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Whether system calls of a process can be watched and broken here; says why where they cannot. Tried on a process that
 * is no child of strace, as services are none: many systems allow that to root alone.
 */
export async function canTrace(): Promise<boolean> {
  const other = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    const { stop } = await trace(other.pid!, ['-e', 'trace=none']);
    await stop();
    return true;
  } catch (error) {
    console.warn(`skipped: strace does not work here (${(error as Error).message})`);
    return false;
  } finally {
    other.kill();
  }
}

export interface Trace {
  /** Lets the process go on by itself; resolves at once where it has ended. */
  stop(): Promise<void>;
}

/** Runs strace with these arguments on a process and all its threads; resolves when it is attached. */
export async function trace(pid: number, args: readonly string[]): Promise<Trace> {
  const strace = spawn('strace', ['-f', ...args, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  await once(strace, 'spawn');
  const exited = once(strace, 'exit');
  let said = '';
  for await (said of createInterface(strace.stderr)) if (said.includes('attached')) break;
  if (!said.includes('attached')) throw new Error(said);
  strace.stderr.resume();
  return {
    async stop() {
      strace.kill('SIGINT');
      await exited;
    },
  };
}
