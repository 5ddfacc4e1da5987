import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../services.mjs';
import { readStamp } from './digest.mjs';

const LOCK = join(ROOT, '.building');
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
    rmSync(LOCK, { force: true });
  }
}

/** Takes the lock, or tells the process that has it. */
function claim() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const owner = Number(readStamp(LOCK));
  if (isRunning(owner)) return owner;
  rmSync(LOCK, { force: true });
  return claim();
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
