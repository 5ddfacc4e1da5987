import type { Repeat } from '@ml-microservices/shared/clients';
import { Problem } from '@ml-microservices/shared/contracts';

interface Answer<T> {
  readonly body: T;
  readonly replayed: boolean;
}
/** Finds what the first request with a key was answered; null where there was none. */
type FindEarlier<T> = (key: string) => Promise<{ fingerprint: string; body: T } | null>;
export type Once<T> = (repeat: Repeat, work: () => Promise<T>) => Promise<Answer<T>>;

/**
 * Does the work of a request once for each Idempotency-Key. A repeat that comes while the first is running shares its
 * answer. A failed request is forgotten, so that it may be tried again.
 */
export function createOnce<T>(findEarlier: FindEarlier<T>): Once<T> {
  const running = new Map<string, { fingerprint: string; answer: Promise<Answer<T>> }>();

  async function first(key: string, fingerprint: string, work: () => Promise<T>): Promise<Answer<T>> {
    const earlier = await findEarlier(key);
    if (earlier === null) return { body: await work(), replayed: false };
    mustBeSame(key, fingerprint, earlier.fingerprint);
    return { body: earlier.body, replayed: true };
  }

  return async ({ key, fingerprint }, work) => {
    if (key === undefined) return { body: await work(), replayed: false };
    const other = running.get(key);
    if (other) {
      mustBeSame(key, fingerprint, other.fingerprint);
      return { ...(await other.answer), replayed: true };
    }
    const answer = first(key, fingerprint, work);
    running.set(key, { fingerprint, answer });
    return answer.finally(() => running.delete(key));
  };
}

function mustBeSame(key: string, fingerprint: string, earlier: string): void {
  if (fingerprint === earlier) return;
  throw new Problem('idempotency_mismatch', `The Idempotency-Key "${key}" was used for another request.`);
}
