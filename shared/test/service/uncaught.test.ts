import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

async function startProbe() {
  const main = fileURLToPath(new URL('uncaught-service.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', '--import=tsx', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  for await (const text of child.stdout.setEncoding('utf8')) {
    const port = /port (\d+)/.exec(text)?.[1];
    if (port) return { url: `http://127.0.0.1:${port}`, exited };
  }
  throw new Error('the probe ended before it listened');
}

it.each(['/late-failure', '/rejection'])(
  'C10: ends the process by an error that nobody catches, and half an answer is not taken for one: %s',
  async (path) => {
    const { url, exited } = await startProbe();
    const answer = fetch(url + path).then((response) => response.text());
    await expect(answer).rejects.toThrow();
    expect((await exited)[0]).toBe(1);
  },
);
