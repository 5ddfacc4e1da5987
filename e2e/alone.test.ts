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

  /** `first` is what it does before all else. */
  constructor(folder: string, first = '') {
    this.#child = spawn(process.execPath, ['--input-type=module', '-e', first + WORK], { cwd: folder });
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

  goesOn = () => this.#child.stdin.write('\n');
  letGo = () => this.#child.stdin.end();
  kill = () => this.#child.kill('SIGKILL');
}

async function folderOfScripts(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'alone-'));
  await cp(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  return folder;
}

it.each(['letGo', 'kill'] as const)('lets one process at a time install and build, until its end: %s', async (how) => {
  const folder = await folderOfScripts();
  const first = new Worker(folder);
  await first.says('begun');
  const second = new Worker(folder);
  await second.says('Waiting');
  await first.ends(first[how]);
  await second.says('begun');
  expect(second.output).toBe(`Waiting for process ${first.pid}, which installs or builds here.\nbegun\n`);
  await second.ends(second.letGo);
});

/** Waits for a word once it has looked whether a process runs. */
const SLOW = `
import { readSync } from 'node:fs';
const { kill } = process;
process.kill = (pid, signal) => {
  process.kill = kill;
  try {
    return kill.call(process, pid, signal);
  } finally {
    process.stdout.write('looked');
    readSync(0, Buffer.alloc(1));
  }
};`;

it('lets one of those go on that find in the same moment that a process has ended', async () => {
  const folder = await folderOfScripts();
  const ended = new Worker(folder);
  await ended.says('begun');
  await ended.ends(ended.kill);
  const slow = new Worker(folder, SLOW);
  await slow.says('looked');
  const quick = new Worker(folder);
  await quick.says('begun');
  slow.goesOn();
  await slow.says('\n');
  expect(slow.output).toBe(`lookedWaiting for process ${quick.pid}, which installs or builds here.\n`);
  await quick.ends(quick.letGo);
  await slow.says('begun');
  await slow.ends(slow.letGo);
});

/** Is left what a process of its own number left that ended, as in a container that was started anew. */
const NAMESAKE = `
import { cpSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { alone as hold } from './scripts/steps/alone.mjs';
const locks = () => readdirSync('.').filter((name) => name.startsWith('.building'));
mkdirSync('left');
await hold(new AbortController().signal, async () => {
  for (const name of locks()) cpSync(name, 'left/' + name, { recursive: true });
});
for (const name of readdirSync('left')) renameSync('left/' + name, name);`;

it('does not wait for itself', async () => {
  const worker = new Worker(await folderOfScripts(), NAMESAKE);
  await worker.says('\n');
  expect(worker.output).toBe('begun\n');
  await worker.ends(worker.letGo);
});
