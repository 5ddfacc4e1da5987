import { commonSettings, type Environment, loadConfig, ServiceUrl } from '@ml-microservices/shared/service';
import Type, { type Static } from 'typebox';

export const ROOT = new URL('../', import.meta.url);

const closed = { additionalProperties: false } as const;
const Milliseconds = Type.Integer({ minimum: 1, maximum: 3_600_000 });

export const Config = Type.Object(
  {
    ...commonSettings,
    services: Type.Object({ collector_url: ServiceUrl, storage_url: ServiceUrl, ml_service_url: ServiceUrl }, closed),
    timeouts: Type.Object(
      { call_ms: Milliseconds, infer_ms: Milliseconds, check_ms: Milliseconds, silence_ms: Milliseconds },
      closed,
    ),
    inference: Type.Object(
      {
        wait_s: Type.Number({ minimum: 0, maximum: 60 }),
        max_bytes: Type.Integer({ minimum: 1, maximum: 512 * 1024 * 1024 }),
      },
      closed,
    ),
  },
  closed,
);
export type Config = Static<typeof Config>;

export function readConfig(env: Environment = process.env): Config {
  return loadConfig(Config, ROOT, env);
}
