import { commonSettings, type Environment, loadConfig } from '@ml-microservices/shared/service';
import Type, { type Static } from 'typebox';

export const ROOT = new URL('../', import.meta.url);

const closed = { additionalProperties: false } as const;

export const Config = Type.Object(
  {
    ...commonSettings,
    database: Type.Object({ url: Type.String({ pattern: '^file:.+' }) }, closed),
    files: Type.Object(
      {
        path: Type.String({ minLength: 1 }),
        max_bytes: Type.Integer({ minimum: 1 }),
        // Held in memory whole, as one string, of which V8 has none of over half a gigabyte.
        max_json_bytes: Type.Integer({ minimum: 1, maximum: 256 * 1024 * 1024 }),
      },
      closed,
    ),
    disk: Type.Object({ reserve_mb: Type.Number({ minimum: 0, maximum: 10_000 }) }, closed),
    idempotency: Type.Object({ keep_hours: Type.Number({ exclusiveMinimum: 0 }) }, closed),
  },
  closed,
);
export type Config = Static<typeof Config>;

export function readConfig(env: Environment = process.env): Config {
  return loadConfig(Config, ROOT, env);
}
