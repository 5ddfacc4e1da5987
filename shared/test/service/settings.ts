import { ROLES } from '../../src/contracts/index.js';
import { type CommonSettings, hashOf } from '../../src/service/index.js';
import { KEYS, SERVICE_TOKEN } from '../../src/testing/index.js';

/** The settings that every service has, as they come, without a log. */
export function commonSettings(changes: Partial<CommonSettings> = {}): CommonSettings {
  return {
    service: { host: '127.0.0.1', port: 0, published_on: '', allowed_hosts: [] },
    auth: { mode: 'local', api_keys: [], service_token: '' },
    logging: { level: 'silent', file: '', max_size_mb: 1, max_files: 1 },
    ...changes,
  };
}

/** The same, with a key of each role. */
export function keyedSettings(): CommonSettings {
  const api_keys = ROLES.map((role) => ({ name: role, role, hash: hashOf(KEYS[role]) }));
  return commonSettings({ auth: { mode: 'api_key', api_keys, service_token: SERVICE_TOKEN } });
}
