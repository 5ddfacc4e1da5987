import Type, { type Static } from 'typebox';
import { closed, example } from './wire.js';

export const HealthStatus = Type.Enum(['healthy', 'unhealthy']);

/** Something that a service needs: `detail` says what is wrong with it; `version` is that of a service that answered. */
export const HealthCheck = Type.Object(
  {
    name: Type.String(),
    status: HealthStatus,
    latency_ms: Type.Number({ minimum: 0 }),
    version: Type.Optional(Type.String()),
    detail: Type.Optional(Type.String()),
  },
  closed,
);
export const Health = Type.Object(
  {
    service: Type.String(),
    status: HealthStatus,
    version: Type.String(),
    uptime_s: Type.Number({ minimum: 0 }),
    checks: Type.Array(HealthCheck),
  },
  example({
    service: 'storage',
    status: 'healthy',
    version: '0.1.0',
    uptime_s: 12.5,
    checks: [{ name: 'database', status: 'healthy', latency_ms: 0.4 }],
  }),
);
export const Liveness = Type.Object({ status: Type.Literal('alive') }, example({ status: 'alive' }));

export type HealthStatus = Static<typeof HealthStatus>;
export type HealthCheck = Static<typeof HealthCheck>;
export type Health = Static<typeof Health>;
export type Liveness = Static<typeof Liveness>;
