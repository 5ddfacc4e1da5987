import { spawn } from 'node:child_process';
import { Failure } from '../failure.mjs';
import { signalGroup } from '../process-group.mjs';

const SHOWN_LINES = 40;

/**
 * @typedef {object} CommandOptions
 * @property {string} cwd
 * @property {AbortSignal} signal Ends the command and whatever it started.
 * @property {NodeJS.ProcessEnv} [env]
 */

/** A command that ended with another code than 0. */
export class CommandError extends Failure {
  /**
   * @param {string} line
   * @param {string} output
   */
  constructor(line, output) {
    super(`${line} failed:\n${output.trim().split('\n').slice(-SHOWN_LINES).join('\n')}`);
    this.output = output;
  }
}

/**
 * Runs a command without a word and resolves with what it wrote; throws CommandError if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} options
 * @returns {Promise<string>}
 */
export async function command(command, args, { cwd, signal, env = process.env }) {
  signal.throwIfAborted();
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const end = () => child.pid && signalGroup(child.pid, 'SIGTERM');
  signal.addEventListener('abort', end);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
  if (code !== 0) throw new CommandError([command, ...args].join(' '), output || String(code));
  return output;
}
