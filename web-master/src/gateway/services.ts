import { type App, proxyRoutes } from '@ml-microservices/shared/service';
import type { Config } from '../config.js';

/** Routes `/api/<service>/*` to the service. */
export async function serviceRoutes(app: App, { services, timeouts, auth }: Config): Promise<void> {
  const routed = [
    { service: 'collector', upstream: services.collector_url, prefix: '/api/collector' },
    { service: 'storage', upstream: services.storage_url, prefix: '/api/storage' },
    { service: 'ml_service', upstream: services.ml_service_url, prefix: '/api/ml' },
  ];
  for (const { service, upstream, prefix } of routed) {
    await proxyRoutes(app, {
      service,
      upstream,
      auth,
      paths: [{ prefix, to: '/' }],
      silenceTimeoutMs: timeouts.silence_ms,
    });
  }
}
