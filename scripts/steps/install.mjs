import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.mjs';
import { ROOT, SERVICES } from '../services.mjs';
import { alone } from './alone.mjs';
import { CommandError, command } from './command.mjs';
import { digest, readStamp } from './digest.mjs';
import { pnpm } from './pnpm.mjs';
import { step } from './step.mjs';

const STAMP = join(ROOT, 'node_modules/.install-stamp');
const PACKAGES = ['shared', ...SERVICES.values(), 'e2e'].map((folder) => join(ROOT, folder));
const TOOLCHAIN = `better-sqlite3 could not be compiled: that needs Python 3, make and a C++ compiler.
On Debian or Ubuntu: apt-get install python3 make g++; on macOS: xcode-select --install.`;

/**
 * Installs the packages of the lock file unless they are there. The stamp is written last, so an interrupted install
 * is done again.
 * @param {AbortSignal} signal
 */
export async function ensureInstalled(signal) {
  // Vite takes the rest of such a path for a part of a URL.
  if (/[#?]/.test(ROOT)) {
    throw new Failure(`${ROOT} cannot be built in: move it to where no folder's name has "#" or "?".`);
  }
  if (isInstalled()) return;
  await alone(signal, async () => {
    if (isInstalled()) return;
    rmSync(STAMP, { force: true });
    await step('Installing packages', () => install(signal));
    writeFileSync(STAMP, wantedStamp());
  });
}

function isInstalled() {
  const isStamped = readStamp(STAMP) === wantedStamp();
  return isStamped && PACKAGES.every((folder) => existsSync(join(folder, 'node_modules')));
}

/** What the installed packages follow from: the lock, who asks for what, and what native code is compiled for. */
export function wantedStamp() {
  const manifests = PACKAGES.map((folder) => join(folder, 'package.json'));
  const root = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => join(ROOT, name));
  const { versions, platform, arch } = process;
  return digest({ texts: [versions.modules, platform, arch], files: [...root, ...manifests] });
}

/** @param {AbortSignal} signal */
async function install(signal) {
  const args = ['install', '--frozen-lockfile', '--prod=false', '--config.confirmModulesPurge=false'];
  try {
    await pnpm(args, signal);
    // pnpm takes a package whose compilation failed once, or was done for another Node, for installed.
    if (!(await loadsNativeCode(signal))) await pnpm(['-r', 'rebuild', 'better-sqlite3'], signal);
  } catch (error) {
    if (error instanceof CommandError && /node-gyp|gyp ERR/.test(error.output)) {
      throw new Failure(TOOLCHAIN, { cause: error });
    }
    throw error;
  }
}

/** @param {AbortSignal} signal */
async function loadsNativeCode(signal) {
  const script = "new (require('better-sqlite3'))(':memory:').close()";
  try {
    await command(process.execPath, ['-e', script], { cwd: join(ROOT, 'storage'), signal });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
