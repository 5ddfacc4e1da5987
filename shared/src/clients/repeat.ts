/**
 * Makes a creating call safe to repeat: the key of the request that it is made for, and the fingerprint of that
 * request, which a service in between knows better than the one that stores the answer.
 */
export interface Repeat {
  readonly key: string | undefined;
  /** sha256, 64 hexadecimal digits; empty where there is no key. */
  readonly fingerprint: string;
}

export function repeatHeaders(repeat: Repeat | undefined): Record<string, string | undefined> {
  return repeat?.key === undefined
    ? {}
    : { 'idempotency-key': repeat.key, 'idempotency-fingerprint': repeat.fingerprint };
}
