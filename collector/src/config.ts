import { MAX_BATCH_SIZE } from '@ml-microservices/shared/contracts';
import { commonSettings, type Environment, loadConfig } from '@ml-microservices/shared/service';
import Type, { type Static } from 'typebox';

export const ROOT = new URL('../', import.meta.url);

const closed = { additionalProperties: false } as const;

export const DataSettings = Type.Object(
  {
    source_path: Type.String({ minLength: 1 }),
    source_url: Type.String({ pattern: '^(https?://.+)?$' }),
    sha256: Type.String({ pattern: '^([0-9a-f]{64})?$' }),
    dictionary_path: Type.String(),
    max_bytes: Type.Integer({ minimum: 1, maximum: 1024 * 1024 * 1024 }),
    default_batch_size: Type.Integer({ minimum: 1, maximum: MAX_BATCH_SIZE }),
  },
  closed,
);

export const JournalSettings = Type.Object(
  {
    max_size_mb: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
    max_files: Type.Integer({ minimum: 1, maximum: 1000 }),
  },
  closed,
);

export const Config = Type.Object(
  {
    ...commonSettings,
    data: DataSettings,
    state: Type.Object({ path: Type.String({ minLength: 1 }) }, closed),
    journal: JournalSettings,
  },
  closed,
);

export type DataSettings = Static<typeof DataSettings>;
export type JournalSettings = Static<typeof JournalSettings>;
export type Config = Static<typeof Config>;

export function readConfig(env: Environment = process.env): Config {
  return loadConfig(Config, ROOT, env);
}
