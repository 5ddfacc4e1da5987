import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;

/** Where a service listens. Part of every config.yaml. */
export const ServiceSettings = Type.Object(
  {
    host: Type.String({ minLength: 1, description: 'Address to listen on.' }),
    port: Type.Integer({ minimum: 0, maximum: 65_535, description: 'Port to listen on; 0 takes a free one.' }),
  },
  closed,
);

/** Where a service logs to, beside stdout. Part of every config.yaml. */
export const LoggingSettings = Type.Object(
  {
    level: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    file: Type.String({ description: 'Path from the service folder; empty: stdout only.' }),
    max_size_mb: Type.Integer({ minimum: 1, maximum: 10_000, description: 'A larger file is rotated.' }),
    max_files: Type.Integer({ minimum: 1, maximum: 1000, description: 'Rotated files that are kept.' }),
  },
  closed,
);

export type ServiceSettings = Static<typeof ServiceSettings>;
export type LoggingSettings = Static<typeof LoggingSettings>;
