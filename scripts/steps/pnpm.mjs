import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../services.mjs';
import { command } from './command.mjs';

/**
 * Runs the pnpm that package.json names: the one on the PATH if it is of that version, else one that npx fetches.
 * @param {string[]} args
 * @param {AbortSignal} signal
 */
export async function pnpm(args, signal) {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const options = { cwd: ROOT, signal };
  const isThere = `pnpm@${await installedVersion(signal)}` === packageManager;
  return isThere ? command('pnpm', args, options) : command('npx', ['--yes', packageManager, ...args], options);
}

/** @param {AbortSignal} signal */
async function installedVersion(signal) {
  // Without this a pnpm of another version would fetch the one that package.json names and tell its version.
  const env = { ...process.env, npm_config_manage_package_manager_versions: 'false' };
  try {
    return (await command('pnpm', ['--version'], { cwd: ROOT, signal, env })).trim();
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
