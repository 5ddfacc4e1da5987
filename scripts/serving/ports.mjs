import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from '../failure.mjs';

/** @typedef {import('./places.mjs').Place} Place */

/**
 * Throws a Failure that names every port that cannot be listened on, with its service.
 * @param {readonly Place[]} places
 */
export async function refuseBusyPorts(places) {
  const faults = await Promise.all(places.map((place) => fault(place, places)));
  const found = faults.filter((line) => line !== undefined);
  if (found.length > 0) throw new Failure(found.join('\n'));
}

/**
 * @param {Place} place
 * @param {readonly Place[]} places
 */
async function fault({ name, host, port }, places) {
  const variable = `${name.toUpperCase()}__SERVICE__PORT`;
  if (port === 0) return `${name} needs a port that the others know: set service.port or ${variable}.`;
  const twin = places.find((other) => other.port === port && other.name !== name);
  if (twin) return `port ${port} is set for ${name} and for ${twin.name}: set ${variable}.`;
  const code = await listeningFault(host, port);
  if (code === undefined) return undefined;
  if (code === 'EADDRINUSE') return `port ${port} (${name}) is in use by another program: free it or set ${variable}.`;
  return `${name} cannot listen on ${host}:${port} (${code}).`;
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
async function listeningFault(host, port) {
  const server = createServer();
  try {
    await once(server.listen(port, host), 'listening');
    await once(server.close(), 'close');
    return undefined;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code;
  }
}
