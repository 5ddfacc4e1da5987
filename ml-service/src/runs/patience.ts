import { setTimeout as delay } from 'node:timers/promises';
import { Problem, type ProblemCode } from '@ml-microservices/shared/contracts';
import { RunFault } from './fault.js';

const PASSING: readonly ProblemCode[] = [
  'dependency_unavailable',
  'dependency_failed',
  'dependency_timeout',
  'unavailable',
  'storage_full',
];
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Whether storage is away or has no room, so that the same may well succeed later. */
export function isPassing(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return (error instanceof Problem || error instanceof RunFault) && PASSING.some((passing) => passing === code);
}

/** Repeats `work` while storage is away or has no room, with growing pauses; rejects with the signal's reason once that aborts. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error)) throw error;
      // Half of the pause is random, so that many who wait do not come back at once.
      await delay(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      signal.throwIfAborted();
    }
  }
}
