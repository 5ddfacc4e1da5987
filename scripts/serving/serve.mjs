import { once } from 'node:events';
import { ServiceError, ServiceProcess } from '../service-process.mjs';

/** @typedef {import('./places.mjs').Place} Place */

const START_TIMEOUT_MS = 60_000;

/**
 * Runs the services until the signal aborts or one of them ends; then stops all, last first.
 * @param {readonly Place[]} places
 * @param {AbortSignal} signal
 */
export async function serve(places, signal) {
  signal.throwIfAborted();
  const asked = once(signal, 'abort').then(() => signal.throwIfAborted());
  const processes = places.map(({ name, env }) => new ServiceProcess(name, env));
  const ended = Promise.race(processes.map(untilEnd));
  try {
    await Promise.race([asked, ended, untilHealthy(processes, places)]);
    sayWhatToDo(places);
    await Promise.race([asked, ended]);
  } finally {
    await stop(processes);
  }
}

/** @param {ServiceProcess} service */
async function untilEnd(service) {
  const how = await service.exited;
  throw new ServiceError(service, `ended (${how})`);
}

/**
 * @param {readonly ServiceProcess[]} processes
 * @param {readonly Place[]} places
 */
async function untilHealthy(processes, places) {
  for (const [index, { name, url }] of places.entries()) {
    await processes[index].healthy(url, START_TIMEOUT_MS);
    console.log(`  ${name.padEnd(11)} ${url}`);
  }
}

/** @param {readonly ServiceProcess[]} processes */
async function stop(processes) {
  process.stdout.write('\nStopping');
  for (const service of processes.toReversed()) {
    await service.stop();
    process.stdout.write(` ${service.name}`);
  }
  console.log('.');
}

/** @param {readonly Place[]} places */
function sayWhatToDo(places) {
  const urls = Object.fromEntries(places.map(({ name, url }) => [name, url]));
  const key = places.some(({ auth }) => auth.mode === 'api_key') ? ' -H "Authorization: Bearer $KEY"' : '';
  console.log(`
Ready. In the browser: ${urls.viz}
Or collect the first dataset from here:
  curl -X POST ${urls.web_master}/scenarios/collect-and-store${key} -H 'Content-Type: application/json' -d '{"batch_size": 891, "offset": 0}'
API documents: ${urls.web_master}/docs. Ctrl-C stops everything.`);
}
