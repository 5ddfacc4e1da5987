import { setImmediate as nextTurn } from 'node:timers/promises';

const TURN_MS = 20;

/**
 * For a long computation: call and await the answer after each unit of work. Rejects with the signal's reason once it
 * is aborted, and gives the event loop a turn now and then, so that an abort can arrive and messages can leave.
 */
export function createTurns(signal: AbortSignal | undefined): () => Promise<void> | undefined {
  let ends = performance.now() + TURN_MS;
  const turn = async () => {
    await nextTurn();
    ends = performance.now() + TURN_MS;
    signal?.throwIfAborted();
  };
  return () => {
    signal?.throwIfAborted();
    return performance.now() < ends ? undefined : turn();
  };
}
