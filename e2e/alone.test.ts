import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../scripts/services.mjs';

const WORK = `
import { once } from 'node:events';
import { alone } from './scripts/steps/alone.mjs';

await alone(new AbortController().signal, async () => {
  console.log('begun');
  await once(process.stdin.resume(), 'end');
});`;

/** What installs or builds in a folder until it is let go. */
class Worker {
  readonly #child;
  #output = '';

  constructor(folder: string) {
    this.#child = spawn(process.execPath, ['--input-type=module', '-e', WORK], { cwd: folder });
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.setEncoding('utf8').on('data', (text) => (this.#output += text));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async says(text: string): Promise<void> {
    while (!this.#output.includes(text)) await once(this.#child.stdout, 'data');
  }

  get output(): string {
    return this.#output;
  }

  async ends(how: () => void): Promise<void> {
    const end = once(this.#child, 'close');
    how();
    await end;
  }

  letGo = () => this.#child.stdin.end();
  kill = () => this.#child.kill('SIGKILL');
}

it.each(['letGo', 'kill'] as const)('lets one process at a time install and build, until its end: %s', async (how) => {
  const folder = await mkdtemp(join(tmpdir(), 'alone-'));
  await cp(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  const first = new Worker(folder);
  await first.says('begun');
  const second = new Worker(folder);
  await second.says('Waiting');
  await first.ends(first[how]);
  await second.says('begun');
  expect(second.output).toBe(`Waiting for process ${first.pid}, which installs or builds here.\nbegun\n`);
  await second.ends(second.letGo);
});
