import { commonSettings, type Environment, loadConfig, ServiceUrl } from '@ml-microservices/shared/service';
import Type, { type Static } from 'typebox';

/** The folder of this service, seen from `server/` and from `dist/` alike. */
export const ROOT = new URL('../', import.meta.url);

const closed = { additionalProperties: false } as const;

export const Config = Type.Object(
  {
    ...commonSettings,
    services: Type.Object({ web_master_url: ServiceUrl }, closed),
  },
  closed,
);

export type Config = Static<typeof Config>;

export function readConfig(env: Environment = process.env): Config {
  return loadConfig(Config, ROOT, env);
}
