import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../services.mjs';

/** A folder with one file, which has the number of the process that holds the lock for its name. */
const LOCK = join(ROOT, '.building.lock');
/** What becomes the lock of this process: a folder is renamed into the place of none or of an empty one alone. */
const OWN = join(ROOT, `.building.${process.pid}`);
/** @type {ReadonlySet<string | undefined>} */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST']);
const POLL_MS = 200;

/**
 * Does the work while no other process does any in this folder: two that install or build at once would overwrite each
 * other's results. A folder that cannot be written to is told here, before anything is begun.
 * @param {AbortSignal} signal Ends the wait for another process.
 * @param {() => Promise<void>} work
 */
export async function alone(signal, work) {
  let told;
  for (let owner = claim(); owner !== undefined; owner = claim()) {
    if (owner !== told) console.log(`Waiting for process ${owner}, which installs or builds here.`);
    told = owner;
    await delay(POLL_MS);
    signal.throwIfAborted();
  }
  try {
    await work();
  } finally {
    free(process.pid);
  }
}

/** Takes the lock, or tells the process that has it. */
function claim() {
  const owner = ownerOf();
  if (owner !== undefined) {
    // What has this process's number and is not this one has ended: in containers numbers begin anew.
    if (owner !== process.pid && isRunning(owner)) return owner;
    free(owner);
  }
  mkdirSync(OWN, { recursive: true });
  writeFileSync(join(OWN, String(process.pid)), '');
  try {
    renameSync(OWN, LOCK);
    return undefined;
  } catch (error) {
    rmSync(OWN, { recursive: true });
    if (!TAKEN.has(/** @type {NodeJS.ErrnoException} */ (error).code)) throw error;
    return claim();
  }
}

function ownerOf() {
  const [name] = existsSync(LOCK) ? readdirSync(LOCK) : [];
  return name === undefined ? undefined : Number(name);
}

/**
 * By the owner's name: of two that find that it has ended, the later one cannot take the lock from the other.
 * @param {number} owner
 */
function free(owner) {
  rmSync(join(LOCK, String(owner)), { force: true });
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
