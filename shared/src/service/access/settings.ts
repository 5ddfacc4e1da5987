import Type, { type Static } from 'typebox';
import { Role } from '../../contracts/index.js';

const closed = { additionalProperties: false } as const;

export const ApiKey = Type.Object(
  {
    name: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$', description: 'Who has the key, as logs tell it.' }),
    role: Role,
    hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the key, in hexadecimal.' }),
  },
  closed,
);

/** Who may ask what. Part of every config.yaml. */
export const AuthSettings = Type.Object(
  {
    mode: Type.Enum(['local', 'api_key', 'none'], {
      description: 'local: no keys, for this machine alone; api_key: keys; none: no keys, whoever reaches the port.',
    }),
    api_keys: Type.Array(ApiKey),
    service_token: Type.String({
      pattern: '^$|^[\\x21-\\x7e]{32,256}$',
      description: 'A secret of the services, by which they know each other.',
    }),
  },
  closed,
);

export type ApiKey = Static<typeof ApiKey>;
export type AuthSettings = Static<typeof AuthSettings>;
