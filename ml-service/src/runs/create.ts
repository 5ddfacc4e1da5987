import type { StorageClient } from '@ml-microservices/shared/clients';
import { isFinal } from '@ml-microservices/shared/contracts';
import type { ProgressHub } from './hub.js';

export type CreateRun = StorageClient['createRun'];

/** Creates runs in storage, none before `ready` is settled; the hub knows those that begin. */
export function createRunAfter(ready: Promise<unknown>, storage: StorageClient, hub: ProgressHub): CreateRun {
  const settled = ready.catch(() => undefined);
  return async (...run) => {
    await settled;
    const started = await storage.createRun(...run);
    if (!started.replayed && !isFinal(started.run.status)) hub.begin(started.run);
    return started;
  };
}
