import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { ROOT } from '../src/config.js';
import { environmentOf } from './build.js';

/** The service as a process of its own on a free port, with its data in this folder. */
export async function startService(folder: string) {
  const child = spawn(process.execPath, ['--conditions=source', '--import=tsx', 'src/main.ts'], {
    cwd: fileURLToPath(ROOT),
    env: { ...process.env, ...environmentOf(folder), SERVICE__PORT: '0', LOGGING__LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    const url = /Server listening at (http:\/\/[\d.:]+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    const end = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      const [code] = await once(child, 'exit');
      return code;
    };
    return { url, end };
  }
  throw new Error('the service ended before it listened');
}
