import type { StorageClient } from '@ml-microservices/shared/clients';

export type CreateRun = StorageClient['createRun'];

/** Creates runs in storage, none before `ready` is settled. */
export function createRunAfter(ready: Promise<unknown>, storage: StorageClient): CreateRun {
  const settled = ready.catch(() => undefined);
  return async (...run) => {
    await settled;
    return storage.createRun(...run);
  };
}
