import { setTimeout as delay } from 'node:timers/promises';
import { Problem, type ProblemCode } from '@ml-microservices/shared/contracts';

const PASSING: readonly ProblemCode[] = [
  'dependency_unavailable',
  'dependency_failed',
  'dependency_timeout',
  'unavailable',
];
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Repeats `work` while storage is away, with growing pauses; rejects with the signal's reason once that aborts. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem && PASSING.includes(error.code))) throw error;
      // Half of the pause is random, so that many who wait do not come back at once.
      await delay(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      signal.throwIfAborted();
    }
  }
}
