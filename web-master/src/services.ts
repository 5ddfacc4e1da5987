import {
  type CollectorClient,
  createCollectorClient,
  createHealthClient,
  createMlClient,
  createStorageClient,
  type MlClient,
  type StorageClient,
} from '@ml-microservices/shared/clients';
import { type Checks, callHeaders } from '@ml-microservices/shared/service';
import type { Config } from './config.js';

/** The services that web-master stands in front of. */
export interface Services {
  readonly collector: CollectorClient;
  readonly storage: StorageClient;
  readonly ml: MlClient;
  readonly checks: Checks;
  close(): Promise<void>;
}

export function connect({ services, timeouts, auth }: Config): Services {
  const urls = {
    collector: services.collector_url,
    storage: services.storage_url,
    ml_service: services.ml_service_url,
  };
  const headers = callHeaders(auth);
  const optionsOf = (name: keyof typeof urls) => ({
    url: urls[name],
    timeoutMs: timeouts.call_ms,
    headers,
  });
  const collector = createCollectorClient(optionsOf('collector'));
  const storage = createStorageClient(optionsOf('storage'));
  const ml = createMlClient({ ...optionsOf('ml_service'), inferTimeoutMs: timeouts.infer_ms });
  const probes = Object.entries(urls).map(
    ([name, url]) => [name, createHealthClient(name, { url, timeoutMs: timeouts.check_ms, headers })] as const,
  );
  return {
    collector,
    storage,
    ml,
    checks: Object.fromEntries(probes.map(([name, probe]) => [name, () => probe.check()])),
    close: async () => {
      await Promise.all([collector, storage, ml, ...probes.map(([, probe]) => probe)].map((client) => client.close()));
    },
  };
}
