import type { ProblemDetails } from '@ml-microservices/shared/contracts';
import type { App, Environment } from '@ml-microservices/shared/service';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

interface Urls {
  readonly collector: string;
  readonly storage: string;
  readonly ml_service: string;
}

/** web-master in front of the services at `urls`. */
export function openDoor(urls: Urls, settings: Environment = {}): Promise<App> {
  return buildApp(
    readConfig({
      SERVICES__COLLECTOR_URL: urls.collector,
      SERVICES__STORAGE_URL: urls.storage,
      SERVICES__ML_SERVICE_URL: urls.ml_service,
      LOGGING__LEVEL: 'silent',
      ...settings,
    }),
  );
}

export function post(app: App, path: string, body: unknown, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: path,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** What an answer says is wrong: its status, its code and the paths of the faulty fields. */
export function problemOf(response: Awaited<ReturnType<typeof post>>) {
  const { code, detail, errors = [] } = response.json<ProblemDetails>();
  return { status: response.statusCode, code, detail, paths: errors.map(({ path }) => path) };
}
