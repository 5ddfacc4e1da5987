import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { ROOT } from '../src/config.js';

interface Service {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
}

function spawnService(overrides: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, ['--conditions=source', '--import=tsx', 'src/main.ts'], {
    cwd: fileURLToPath(ROOT),
    env: { ...process.env, SERVICE__PORT: '0', LOGGING__FILE: '', LOGGING__LEVEL: 'info', ...overrides },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The service as a process of its own, on a free port, with what a user would set in the environment. */
export async function startService(overrides: Readonly<Record<string, string>>): Promise<Service> {
  const child = spawnService(overrides);
  if (!child.stdout) throw new Error('the service has no output');
  for await (const line of createInterface(child.stdout)) {
    const url = /Server listening at (http:\/\/[\d.:]+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      process: child,
      async kill() {
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }
  throw new Error('the service ended before it listened');
}

/** Exit code and error output of a service that does not start. */
export async function failedStart(overrides: Readonly<Record<string, string>>) {
  const child = spawnService(overrides);
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  const [code] = await once(child, 'close');
  return { code, stderr };
}
