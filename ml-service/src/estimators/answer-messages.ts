import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
/** Bytes by which the process may grow before garbage is collected: V8 then drops machine code too, so not after each fit. */
const MOST_GROWN = 2 ** 27;

/**
 * Answers each message that this thread is sent with what `work` makes of it, and sees to it that messages are let go of.
 * V8 does not count memory that threads share: a thread that allocates little itself would hold that of every fit that
 * it ever worked on.
 */
export function answerMessages<Message>(work: (message: Message) => unknown): void {
  let least = process.memoryUsage.rss();
  const letGo = () => {
    const now = process.memoryUsage.rss();
    least = Math.min(least, now);
    if (now - least < MOST_GROWN) return;
    collectGarbage();
    least = process.memoryUsage.rss();
  };
  parentPort?.on('message', (message: Message) => {
    parentPort?.postMessage(work(message));
    // In a turn of its own, when nothing here refers to the message any longer.
    setImmediate(letGo);
  });
}
