import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { entry } from '../entry.mjs';
import { ROOT } from '../services.mjs';
import { readPlaces } from '../serving/places.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';

/**
 * Runs a command of storage with the user's arguments, on the data that `npm start` works with.
 * @param {string} name
 */
export async function onStorage(name) {
  await entry(async (signal) => {
    await ensureInstalled(signal);
    await ensureBuilt(signal);
    const storage = (await readPlaces(process.env)).find((place) => place.name === 'storage');
    const args = [`dist/commands/${name}.js`, ...process.argv.slice(2).map((path) => resolve(path))];
    const child = spawn(process.execPath, args, { cwd: resolve(ROOT, 'storage'), env: storage?.env, stdio: 'inherit' });
    signal.addEventListener('abort', () => child.kill());
    const [code] = await once(child, 'close');
    process.exitCode = code ?? 1;
  });
}
