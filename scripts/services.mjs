import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** @typedef {'storage' | 'collector' | 'ml_service' | 'web_master' | 'viz'} ServiceName */

/**
 * The five services by name, with their folders, in the order of their start: each comes after those that it calls.
 * @type {ReadonlyMap<ServiceName, string>}
 */
export const SERVICES = new Map([
  ['storage', 'storage'],
  ['collector', 'collector'],
  ['ml_service', 'ml-service'],
  ['web_master', 'web-master'],
  ['viz', 'viz'],
]);
