import { join } from 'node:path';
import type { ServiceName } from '../scripts/services.mjs';

export type Urls = Readonly<Record<ServiceName, string>>;
type Settings = Readonly<Record<string, string>>;

/** What differs from config.yaml beside the port and the log: the services that it calls and the folders it writes to. */
const OWN: Readonly<Record<ServiceName, (urls: Urls, data: string) => Settings>> = {
  storage: (_urls, data) => ({
    DATABASE__URL: `file:${data}/storage.db`,
    FILES__PATH: `${data}/files`,
    DISK__RESERVE_MB: '0',
  }),
  collector: (_urls, data) => ({ STATE__PATH: data }),
  ml_service: (urls, data) => ({ SERVICES__STORAGE_URL: urls.storage, DATA__PATH: data }),
  web_master: (urls) => ({
    SERVICES__COLLECTOR_URL: urls.collector,
    SERVICES__STORAGE_URL: urls.storage,
    SERVICES__ML_SERVICE_URL: urls.ml_service,
  }),
  viz: (urls) => ({ SERVICES__WEB_MASTER_URL: urls.web_master }),
};

/** Environment variables that make a service listen at its URL, find the others and write to `folder` alone. */
export function settingsOf(name: ServiceName, urls: Urls, folder: string): Settings {
  return {
    SERVICE__HOST: '127.0.0.1',
    SERVICE__PORT: new URL(urls[name]).port,
    LOGGING__FILE: join(folder, 'logs', `${name}.log`),
    ...OWN[name](urls, join(folder, 'data', name)),
  };
}
