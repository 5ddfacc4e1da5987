import Type, { type Static } from 'typebox';

/** What the first request with an Idempotency-Key was answered; the fingerprint is that of its content. */
export const StoredAnswer = Type.Object(
  { key: Type.String(), fingerprint: Type.String(), status: Type.Integer(), body: Type.Unknown() },
  { examples: [{ key: 'collect-1', fingerprint: 'e3b0c442…', status: 201, body: {} }] },
);

export type StoredAnswer = Static<typeof StoredAnswer>;
