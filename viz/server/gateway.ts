import { Problem } from '@ml-microservices/shared/contracts';
import { type App, proxyRoutes } from '@ml-microservices/shared/service';
import type { Config } from './config.js';
import { WEB_MASTER_PATHS } from './paths.js';

/** Longer than any wait that web-master grants (`Prefer: wait=60`) and than the 15 s between heartbeats of a stream. */
const SILENCE_TIMEOUT_MS = 90_000;

/** Passes `/api/*` on to web-master, streaming both ways. */
export async function gateway(app: App, { services, auth }: Config): Promise<void> {
  const paths = Object.entries(WEB_MASTER_PATHS).map(([prefix, to]) => ({ prefix, to }));
  const upstream = services.web_master_url;
  await proxyRoutes(app, { service: 'web_master', upstream, paths, auth, silenceTimeoutMs: SILENCE_TIMEOUT_MS });
  app.all('/api/*', { schema: { hide: true } }, (request) => {
    throw new Problem('not_found', `There is nothing at ${request.url.slice(0, 200)}.`);
  });
}
