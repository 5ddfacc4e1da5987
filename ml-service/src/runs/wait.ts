import type { StartedRun, StorageClient } from '@ml-microservices/shared/clients';
import { isFinal, type Run } from '@ml-microservices/shared/contracts';
import type { ProgressHub } from './hub.js';

export interface Waiting {
  readonly hub: ProgressHub;
  readonly storage: Pick<StorageClient, 'run'>;
}

/** The run as it is when it has ended, or after `ms` milliseconds, or when this service closes, where it has not. */
export async function waitForEnd(started: StartedRun, ms: number, { hub, storage }: Waiting): Promise<Run> {
  const { run, replayed } = started;
  let timer: NodeJS.Timeout | undefined;
  let letGo = () => {};
  let unsubscribe = () => {};
  const ended = new Promise<Run | null>((resolve) => {
    letGo = () => resolve(null);
    unsubscribe = hub.subscribe(run.id, (step) => {
      if (isFinal(step.run.status)) resolve(step.run);
    });
    timer = setTimeout(letGo, ms);
    hub.closed.addEventListener('abort', letGo);
  });
  try {
    // A run of an earlier request may have ended long ago.
    const now = replayed ? await storage.run(run.id) : run;
    return isFinal(now.status) || ms === 0 ? now : ((await ended) ?? now);
  } finally {
    clearTimeout(timer);
    unsubscribe();
    hub.closed.removeEventListener('abort', letGo);
  }
}
