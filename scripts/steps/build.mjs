import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT, SERVICES } from '../services.mjs';
import { alone } from './alone.mjs';
import { command } from './command.mjs';
import { digest, filesUnder, readStamp } from './digest.mjs';
import { wantedStamp } from './install.mjs';
import { inParallel } from './parallel.mjs';
import { step } from './step.mjs';

const STAMP = '.build-stamp';
/** What is in a package's folder and does not end up in its build. */
const NOT_BUILT = new Set(['node_modules', 'dist', 'test', 'logs', 'data', '.svelte-kit', 'config.yaml']);

/**
 * Builds shared and each service of `folders` whose sources, packages or results are not those of its last complete
 * build.
 * @param {AbortSignal} signal
 * @param {readonly string[]} folders
 */
export async function ensureBuilt(signal, folders = [...SERVICES.values()]) {
  if (staleOf(folders).length === 0) return;
  await alone(signal, async () => {
    const stale = staleOf(folders);
    if (stale.length === 0) return;
    await step(`Building ${stale.join(', ')}`, () => buildAll(stale, signal));
  });
}

/**
 * Of shared and `folders`, those to build.
 * @param {readonly string[]} folders
 */
function staleOf(folders) {
  const base = baseOf();
  return ['shared', ...folders].filter((folder) => !isBuilt(folder, base));
}

/** What all builds follow from. */
function baseOf() {
  return digest({ texts: [wantedStamp()], files: [join(ROOT, 'tsconfig.base.json'), ...sources('shared')] });
}

/**
 * Shared first, for the services are built upon it.
 * @param {readonly string[]} folders
 * @param {AbortSignal} signal
 */
async function buildAll(folders, signal) {
  const base = baseOf();
  const services = folders.filter((folder) => folder !== 'shared');
  if (services.length < folders.length) await build('shared', base, signal);
  await inParallel(services, availableParallelism(), (folder) => build(folder, base, signal));
}

/**
 * The results of the last build are replaced as a whole, and the stamp is written last: neither an interrupted build
 * nor a source that was deleted leaves anything behind.
 * @param {string} folder
 * @param {string} base
 * @param {AbortSignal} signal
 */
async function build(folder, base, signal) {
  rmSync(join(ROOT, folder, 'dist'), { recursive: true, force: true });
  await command('npm', ['run', 'build'], { cwd: join(ROOT, folder), signal });
  writeFileSync(join(ROOT, folder, 'dist', STAMP), stampOf(folder, base));
}

/**
 * @param {string} folder
 * @param {string} base
 */
function isBuilt(folder, base) {
  const stamp = readStamp(join(ROOT, folder, 'dist', STAMP));
  return stamp !== undefined && stamp === stampOf(folder, base);
}

/**
 * @param {string} folder
 * @param {string} base
 */
function stampOf(folder, base) {
  const results = filesUnder(join(ROOT, folder, 'dist'), new Set([STAMP]));
  return digest({ texts: [base], files: [...sources(folder), ...results] });
}

/** @param {string} folder */
function sources(folder) {
  return filesUnder(join(ROOT, folder), NOT_BUILT);
}
