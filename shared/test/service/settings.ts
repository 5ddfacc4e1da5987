import { ROLES } from '../../src/contracts/index.js';
import { hashOf } from '../../src/service/index.js';
import type { CommonSettings } from '../../src/service/settings.js';
import { KEYS, SERVICE_TOKEN } from '../../src/testing/index.js';

/** The settings that every service has, as they come, without a log. */
export function commonSettings(changes: Partial<CommonSettings> = {}): CommonSettings {
  return {
    service: { host: '127.0.0.1', port: 0, published_on: '', allowed_hosts: [] },
    auth: { mode: 'local', api_keys: [], service_token: '' },
    limits: {
      requests: 1000,
      requests_per_client: 1000,
      bodies_mb: 100,
      streams: 100,
      streams_per_client: 100,
      slow_body_s: 60,
      stalled_stream_s: 60,
    },
    logging: { level: 'silent', file: '', max_size_mb: 1, max_files: 1 },
    ...changes,
  };
}

/** The same, with a key of each role. */
export function keyedSettings(): CommonSettings {
  const api_keys = ROLES.map((role) => ({ name: role, role, hash: hashOf(KEYS[role]) }));
  return commonSettings({ auth: { mode: 'api_key', api_keys, service_token: SERVICE_TOKEN } });
}
