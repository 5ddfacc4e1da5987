import { commonSettings, type Environment, loadConfig, ServiceUrl } from '@ml-microservices/shared/service';
import Type, { type Static } from 'typebox';

export const ROOT = new URL('../', import.meta.url);

const closed = { additionalProperties: false } as const;

export const Config = Type.Object(
  {
    ...commonSettings,
    services: Type.Object({ storage_url: ServiceUrl }, closed),
    training: Type.Object(
      {
        concurrency: Type.Integer({ minimum: 1, maximum: 64 }),
        threads: Type.Integer({ minimum: 0, maximum: 256 }),
        memory_limit_mb: Type.Integer({ minimum: 64 }),
        timeout_s: Type.Number({ exclusiveMinimum: 0, maximum: 2_000_000 }),
        max_attempts: Type.Integer({ minimum: 1 }),
        max_queued: Type.Integer({ minimum: 1 }),
      },
      closed,
    ),
    inference: Type.Object(
      {
        max_input_mb: Type.Integer({ minimum: 1, maximum: 1024 }),
        max_running: Type.Integer({ minimum: 1, maximum: 1000 }),
        cache_mb: Type.Integer({ minimum: 1 }),
      },
      closed,
    ),
    evaluation: Type.Object({ wait_s: Type.Number({ minimum: 0, maximum: 60 }) }, closed),
    data: Type.Object({ path: Type.String({ minLength: 1 }) }, closed),
  },
  closed,
);
export type Config = Static<typeof Config>;

export function readConfig(env: Environment = process.env): Config {
  return loadConfig(Config, ROOT, env);
}
