import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Run } from '@ml-microservices/shared/contracts';

/** The run as soon as it is as `condition` wants it; asks again and again, so a test that waits in vain times out. */
export async function untilRun(storage: StorageClient, id: number, condition: (run: Run) => boolean): Promise<Run> {
  for (;;) {
    const run = await storage.run(id);
    if (condition(run)) return run;
  }
}

export const isFitting = ({ stage }: Run): boolean => stage === 'fit';
export const isEnded = ({ finished_at }: Run): boolean => finished_at !== null;
