import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, SERVICES, type ServiceName } from '../scripts/services.mjs';
import { freePorts } from './ports.js';
import { settingsOf, type Urls } from './settings.js';

/** `scripts/start.mjs`, running on free ports and in a folder of its own. */
export interface Starter {
  readonly urls: Urls;
  readonly process: ChildProcess;
  /** All that it wrote so far. */
  output(): string;
  /** Resolves when it wrote `text`, or ended. */
  wrote(text: string): Promise<void>;
  /** Its exit code. */
  ended(): Promise<number | null>;
}

type Settings = Readonly<Record<string, string>>;

export async function prepareStart(): Promise<{ urls: Urls; settings: Settings }> {
  const names = [...SERVICES.keys()];
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  const ports = await freePorts(names.length);
  const urls = Object.fromEntries(names.map((name, index) => [name, `http://127.0.0.1:${ports[index]}`])) as Urls;
  const own = (name: ServiceName) => Object.entries(settingsOf(name, urls, folder));
  const settings = names.flatMap((name) => own(name).map(([key, value]) => [`${name.toUpperCase()}__${key}`, value]));
  return { urls, settings: Object.fromEntries(settings) };
}

/** What `npm start` runs, and that itself. */
export const [BY_NODE, BY_NPM] = [
  [process.execPath, 'scripts/start.mjs'],
  ['npm', '--silent', 'start'],
];

export function start(urls: Urls, settings: Settings, [command, ...args] = BY_NODE): Starter {
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...settings } });
  const end = once(child, 'close') as Promise<[number | null]>;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return {
    urls,
    process: child,
    output: () => output,
    async wrote(text) {
      while (!output.includes(text) && child.exitCode === null) {
        await Promise.race([once(child.stdout, 'data'), end]);
      }
    },
    ended: async () => (await end)[0],
  };
}

/** The processes that a process started, and those that they started. */
export function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = (parent: number): number[] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...children(child)]);
  return children(pid);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
