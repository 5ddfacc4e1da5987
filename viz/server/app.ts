import { type App, createService } from '@ml-microservices/shared/service';
import { request } from 'undici';
import { type Config, ROOT } from './config.js';
import { gateway } from './gateway.js';
import { pages } from './pages.js';
import { createSessions, sessionRoutes } from './sessions.js';

const CHECK_TIMEOUT_MS = 2_000;

export interface Overrides {
  /** Folder of the built browser app. */
  readonly client?: URL;
}

export async function buildApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const upstream = config.services.web_master_url;
  const sessions = createSessions(config.auth);
  const app = await createService({
    name: 'viz',
    title: 'Viz',
    root: ROOT,
    settings: config,
    ...(sessions && { identify: sessions.identify }),
    checks: { web_master: () => checkWebMaster(upstream) },
  });
  await sessionRoutes(app, sessions);
  await gateway(app, config);
  await pages(app, overrides.client ?? new URL('dist/client/', ROOT));
  return app;
}

async function checkWebMaster(upstream: string): Promise<Record<string, never>> {
  const { statusCode, body } = await request(new URL('/health/live', upstream), {
    headersTimeout: CHECK_TIMEOUT_MS,
    bodyTimeout: CHECK_TIMEOUT_MS,
  }).catch(() => {
    throw new Error('web_master is not reachable');
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`web_master answered with status ${statusCode}`);
  return {};
}
