import Type, { type Static } from 'typebox';
import { closed, Nullable } from './wire.js';

export const HealthStatus = Type.Enum(['healthy', 'unhealthy']);

export const HealthCheck = Type.Object(
  { name: Type.String(), status: HealthStatus, detail: Type.Optional(Type.String()) },
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
  closed,
);
export const Liveness = Type.Object({ status: Type.Literal('alive') }, closed);

/** One service as web-master sees it; `latency_ms` and `version` are null where it did not answer. */
export const ServiceHealth = Type.Object(
  {
    service: Type.String(),
    status: HealthStatus,
    version: Nullable(Type.String()),
    latency_ms: Nullable(Type.Number({ minimum: 0 })),
    detail: Type.Optional(Type.String()),
  },
  closed,
);
export const SystemHealth = Type.Object({ ...Health.properties, services: Type.Array(ServiceHealth) }, closed);

export type HealthStatus = Static<typeof HealthStatus>;
export type HealthCheck = Static<typeof HealthCheck>;
export type Health = Static<typeof Health>;
export type Liveness = Static<typeof Liveness>;
export type ServiceHealth = Static<typeof ServiceHealth>;
export type SystemHealth = Static<typeof SystemHealth>;
