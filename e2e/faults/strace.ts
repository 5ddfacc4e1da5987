import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Whether system calls of a process can be watched and broken here; says why where they cannot. */
export function canTrace(): boolean {
  const { status, error } = spawnSync('strace', ['-f', '-e', 'trace=none', 'true']);
  if (status === 0) return true;
  console.warn(`skipped: strace does not work here (${error?.message ?? `exit code ${status}`})`);
  return false;
}

export interface Trace {
  /** Lets the process go on by itself; resolves at once where it has ended. */
  stop(): Promise<void>;
}

/** Runs strace with these arguments on a process and all its threads; resolves when it is attached. */
export async function trace(pid: number, args: readonly string[]): Promise<Trace> {
  const strace = spawn('strace', ['-f', ...args, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(strace, 'exit');
  const lines = createInterface(strace.stderr);
  for await (const line of lines) if (line.includes('attached')) break;
  strace.stderr.resume();
  return {
    async stop() {
      strace.kill('SIGINT');
      await exited;
    },
  };
}
