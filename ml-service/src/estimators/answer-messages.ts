import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/**
 * Answers each message that this thread is sent with what `work` makes of it, and then lets go of it. V8 does not count
 * memory that threads share: a thread that allocates little itself would hold that of every fit that it ever worked on.
 */
export function answerMessages<Message>(work: (message: Message) => unknown): void {
  parentPort?.on('message', (message: Message) => {
    parentPort?.postMessage(work(message));
    // In a turn of its own, when nothing here refers to the message any longer.
    setImmediate(collectGarbage);
  });
}
