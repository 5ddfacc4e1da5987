import Type, { type Static } from 'typebox';
import { modelExample } from './examples.js';
import { example, Nullable, Sha256 } from './wire.js';

/** Whether training a model again gives the very bytes of its file. */
export const Verification = Type.Object(
  {
    identical: Type.Boolean(),
    fingerprint: Sha256,
    expected_sha256: Sha256,
    actual_sha256: Sha256,
    first_difference: Nullable(
      Type.String({
        description: 'What of the file differs first: a part of its header, or an array and the byte in it.',
      }),
    ),
  },
  example({
    identical: true,
    fingerprint: modelExample.fingerprint,
    expected_sha256: modelExample.fingerprint,
    actual_sha256: modelExample.fingerprint,
    first_difference: null,
  }),
);

export type Verification = Static<typeof Verification>;
