import { ROLES, type Role } from '../contracts/index.js';
import { hashOf } from '../service/index.js';

export const SERVICE_TOKEN = 'a-secret-of-the-services-for-tests';

/** A key of each role; who has it is called as the role. */
export const KEYS: Readonly<Record<Role, string>> = {
  viewer: 'mlk_viewer',
  editor: 'mlk_editor',
  admin: 'mlk_admin',
};

/** Environment variables that make a service ask for these keys. */
export const KEYED = {
  AUTH__MODE: 'api_key',
  AUTH__API_KEYS: JSON.stringify(ROLES.map((role) => ({ name: role, role, hash: hashOf(KEYS[role]) }))),
  AUTH__SERVICE_TOKEN: SERVICE_TOKEN,
} as const;

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
