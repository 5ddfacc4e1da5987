import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { signalGroup } from './process-group.mjs';
import { ROOT, SERVICES } from './services.mjs';

const KEPT_LINES = 20;
const POLL_MS = 25;
const POLL_TIMEOUT_MS = 5_000;
/** Above what a service takes to close by itself. */
const STOP_TIMEOUT_MS = 15_000;

/** A compiled service that runs in a process group of its own, so that a Ctrl-C in the terminal reaches only the starter. */
export class ServiceProcess {
  #child;
  /** @type {string[]} */
  #lines = [];

  /**
   * @param {import('./services.mjs').ServiceName} name
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(name, env) {
    this.name = name;
    const cwd = join(ROOT, /** @type {string} */ (SERVICES.get(name)));
    this.#child = spawn(process.execPath, ['dist/main.js'], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) this.#keepLastLines(stream);
    /**
     * How the process ended: its exit code or the signal that ended it.
     * @type {Promise<number | string>}
     */
    this.exited = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve(error.message));
      this.#child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** The last lines that it wrote, oldest first. */
  get lastLines() {
    return this.#lines;
  }

  /**
   * Resolves when `${url}/health/ready` answers 200. Rejects when the process ends or the time is over.
   * @param {string} url
   * @param {number} timeoutMs
   */
  async healthy(url, timeoutMs) {
    const deadline = Date.now() + timeoutMs;
    const end = this.exited.then((how) => {
      throw new ServiceError(this, `ended (${how}) before it was ready`);
    });
    while (!(await Promise.race([isHealthy(url), end]))) {
      if (Date.now() > deadline) throw new ServiceError(this, `is not healthy after ${timeoutMs / 1000} s`);
      await Promise.race([delay(POLL_MS), end]);
    }
  }

  /** Asks it to close; ends it, and whatever it started, if it does not. Resolves when nothing of it runs. */
  async stop() {
    this.#child.kill('SIGTERM');
    const late = new AbortController();
    await Promise.race([this.exited, delay(STOP_TIMEOUT_MS, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    await this.kill();
  }

  /** Ends it and whatever it started at once. */
  async kill() {
    if (this.pid === undefined) return;
    signalGroup(this.pid, 'SIGKILL');
    await this.exited;
  }

  /** @param {import('node:stream').Readable} stream */
  #keepLastLines(stream) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      this.#lines = [...this.#lines, ...lines].slice(-KEPT_LINES);
    });
  }
}

/** A service that did not do as it should; its last lines tell why. */
export class ServiceError extends Failure {
  /**
   * @param {ServiceProcess} service
   * @param {string} what
   */
  constructor({ name, lastLines }, what) {
    super([`${name} ${what}`, ...lastLines].join('\n  '));
  }
}

/** @param {string} url */
async function isHealthy(url) {
  try {
    const { ok } = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(POLL_TIMEOUT_MS) });
    return ok;
  } catch {
    return false;
  }
}
