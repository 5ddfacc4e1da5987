const MAX_WAIT_S = 60;
/** The first `wait` that stands alone between commas, semicolons or the ends. */
const WAIT = /(?:^|,)\s*wait\s*=\s*(?:(\d{1,9})|"(\d{1,9})")\s*(?=[,;]|$)/i;

/**
 * Seconds that a caller is willing to wait by `Prefer: wait=N` (RFC 7240), at most 60. Undefined where the header does
 * not say or is malformed: a preference that is not understood is ignored.
 */
export function preferredWait(header: string | string[] | undefined): number | undefined {
  const match = WAIT.exec([header ?? ''].flat().join(','));
  return match ? Math.min(Number(match[1] ?? match[2]), MAX_WAIT_S) : undefined;
}
