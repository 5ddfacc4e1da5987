import Type, { type Static } from 'typebox';

const Count = Type.Integer({ minimum: 1, maximum: 1_000_000 });
const Seconds = Type.Number({ exclusiveMinimum: 0, maximum: 3600 });

/** How much a service takes on at a time. Part of every config.yaml. */
export const LimitSettings = Type.Object(
  {
    requests: Count,
    requests_per_client: Count,
    bodies_mb: Count,
    streams: Count,
    streams_per_client: Count,
    slow_body_s: Seconds,
    stalled_stream_s: Seconds,
  },
  { additionalProperties: false },
);

export type LimitSettings = Static<typeof LimitSettings>;
