import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../failure.mjs';
import { ROOT, SERVICES } from '../services.mjs';

/**
 * @typedef {import('../services.mjs').ServiceName} ServiceName
 * @typedef {{ host: string, port: number }} Address
 * @typedef {{ mode: string, service_token: string }} Auth
 * @typedef {Record<string, string | undefined>} Environment
 *
 * What a service is started with, and where it will be.
 * @typedef {object} Place
 * @property {ServiceName} name
 * @property {Environment} env
 * @property {string} host
 * @property {number} port
 * @property {string} url As seen from this machine.
 * @property {string[]} calls The services that it calls.
 * @property {Auth} auth
 */

const ANY_HOST = new Set(['0.0.0.0', '::']);

/**
 * Where each service listens, by its config.yaml and the environment. A variable with a service's name in front is for
 * that service alone: `STORAGE__SERVICE__PORT`. Each service is told where the others really are, unless a variable
 * says otherwise, and gets the token by which they know each other where keys are asked for and none is set.
 * @param {Environment} env
 * @returns {Promise<Place[]>}
 */
export async function readPlaces(env) {
  const places = await Promise.all(
    [...SERVICES].map(([name, folder]) => readPlace(name, folder, ownEnvironment(name, env))),
  );
  const urls = Object.fromEntries(places.map(({ name, url }) => [variableOf(name), url]));
  const token = sharedToken(places);
  return places.map((place) => {
    const wiring = place.calls.map((name) => [variableOf(name), urls[variableOf(name)]]);
    return { ...place, env: { ...token, ...Object.fromEntries(wiring), ...place.env } };
  });
}

/**
 * @param {ServiceName} name
 * @param {string} folder
 * @param {Environment} env
 * @returns {Promise<Place>}
 */
async function readPlace(name, folder, env) {
  const { service, services = {}, auth } = await readConfig(name, folder, env);
  const { host, port } = service;
  const reached = ANY_HOST.has(host) ? '127.0.0.1' : host;
  const url = `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
  const calls = Object.keys(services).map((key) => key.replace(/_url$/, ''));
  return { name, env, host, port, url, calls, auth };
}

/**
 * @param {ServiceName} name
 * @param {string} folder
 * @param {Environment} env
 * @returns {Promise<{ service: Address, services?: Record<string, string>, auth: Auth }>}
 */
async function readConfig(name, folder, env) {
  const module = await import(pathToFileURL(join(ROOT, folder, 'dist/config.js')).href);
  try {
    return module.readConfig(env);
  } catch (error) {
    throw new Failure(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/**
 * @param {ServiceName} name
 * @param {Environment} env
 * @returns {Environment}
 */
function ownEnvironment(name, env) {
  const prefix = `${name.toUpperCase()}__`;
  const own = Object.entries(env)
    .filter(([variable]) => variable.startsWith(prefix))
    .map(([variable, value]) => [variable.slice(prefix.length), value]);
  return { ...env, ...Object.fromEntries(own) };
}

/**
 * A secret of this start for all services, where keys are asked for and no service has one of its own.
 * @param {readonly Place[]} places
 * @returns {Environment}
 */
function sharedToken(places) {
  const isAsked = places.some(({ auth }) => auth.mode === 'api_key');
  const isSet = places.some(({ auth }) => auth.service_token !== '');
  return isAsked && !isSet ? { AUTH__SERVICE_TOKEN: randomBytes(32).toString('hex') } : {};
}

/** @param {string} name */
function variableOf(name) {
  return `SERVICES__${name.toUpperCase()}_URL`;
}
