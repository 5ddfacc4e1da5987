import Type, { type Static } from 'typebox';
import { AuthSettings } from './access/settings.js';
import { LimitSettings } from './limits/index.js';

const closed = { additionalProperties: false } as const;

/** Where another service is asked. */
export const ServiceUrl = Type.String({
  pattern: '^https?://[^\\s/?#@]+/?$',
  description: 'Base URL of a service, without a path.',
});

/** Where a service listens. Part of every config.yaml. */
export const ServiceSettings = Type.Object(
  {
    host: Type.String({ minLength: 1, description: 'Address to listen on.' }),
    port: Type.Integer({ minimum: 0, maximum: 65_535, description: 'Port to listen on; 0 takes a free one.' }),
    published_on: Type.String({
      description: "Address that others reach the port at, as a container's published port; empty: `host`.",
    }),
    allowed_hosts: Type.Array(Type.String({ pattern: '^[\\w.-]+$' }), {
      description: 'Names by which the service may be asked, beside localhost and IP addresses.',
    }),
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

/** The sections that every config.yaml has. */
export const commonSettings = {
  service: ServiceSettings,
  auth: AuthSettings,
  limits: LimitSettings,
  logging: LoggingSettings,
} as const;

export type ServiceSettings = Static<typeof ServiceSettings>;
export type LoggingSettings = Static<typeof LoggingSettings>;

export interface CommonSettings {
  readonly service: ServiceSettings;
  readonly auth: AuthSettings;
  readonly limits: LimitSettings;
  readonly logging: LoggingSettings;
}
