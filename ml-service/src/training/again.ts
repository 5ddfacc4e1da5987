import type { Run } from '@ml-microservices/shared/contracts';
import type { ResolvedTrainRequest } from './check-request.js';
import type { TrainingJob } from './job.js';
import type { ModelJob } from './messages.js';
import { train } from './train.js';

/** The request of a training run, which its row in storage holds as it was resolved. */
export function resolvedOf({ parameters }: Run): ResolvedTrainRequest {
  return parameters as unknown as ResolvedTrainRequest;
}

/** The bytes of the file that a training gives, which are not kept. */
export async function newTraining(
  job: TrainingJob,
  { threads, memoryLimitBytes }: Pick<ModelJob, 'threads' | 'memoryLimitBytes'>,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { file } = await train(job, { threads, memoryLimitBytes, signal, onProgress: () => undefined });
  return file;
}
