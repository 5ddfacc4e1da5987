import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, ROLES, type Role } from '../../contracts/index.js';
import type { AuthSettings } from './settings.js';

const SERVICE = 'service';
const NAME = /^[\w.-]{1,64}$/;

/** The SHA-256 of a key, in hexadecimal, as it stands in the settings. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Finds out whose key a request carries. Undefined where it carries none that is known. */
export function createKeyRing({ api_keys, service_token }: AuthSettings) {
  // Looking up a digest tells by its time nothing of the key that it is of.
  const callers = new Map(api_keys.map(({ hash, name, role }) => [hash, { name, role }]));
  const services = hashOf(service_token);
  return {
    /** Whose key has this hash. */
    holderOf: (hash: string): Caller | undefined => callers.get(hash),
    /** Who sent a request with this bearer token; a service says for whom it asks. */
    callerOf(token: string, headers: IncomingHttpHeaders): Caller | undefined {
      const hash = hashOf(token);
      return hash === services ? callerToldBy(headers) : callers.get(hash);
    },
  };
}

export type KeyRing = ReturnType<typeof createKeyRing>;

/** A service that names no role asks on its own account, and may do everything. */
function callerToldBy({ 'x-caller-name': name, 'x-caller-role': role }: IncomingHttpHeaders): Caller | undefined {
  if (role !== undefined && !isRole(role)) return undefined;
  return { name: typeof name === 'string' && NAME.test(name) ? name : SERVICE, role: role ?? 'admin' };
}

function isRole(text: string | string[]): text is Role {
  return ROLES.some((role) => role === text);
}
