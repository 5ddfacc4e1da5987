import { createHash } from 'node:crypto';
import type { Column, TrainRequest } from '@ml-microservices/shared/contracts';
import { resolveTrainRequest } from '../../src/training/check-request.js';
import type { TrainingJob } from '../../src/training/job.js';
import type { TrainedModel } from '../../src/training/pack.js';
import type { TrainingProgress } from '../../src/training/reporter.js';
import type { TrainingSource } from '../../src/training/source.js';
import { train } from '../../src/training/train.js';
import { tableOf } from '../tabular/tables.js';

/** A dataset as storage would give it: columns typed by their values unless they are given. */
export function sourceOf(csv: string | Buffer, columns?: readonly Column[]): TrainingSource {
  const bytes = Buffer.from(csv);
  async function* chunks() {
    yield bytes;
  }
  return {
    columns: columns ?? tableOf(bytes.toString()).columns.map(({ name, type }) => ({ name, type })),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    csv: chunks(),
  };
}

export type Wish = Partial<TrainRequest> & Pick<TrainRequest, 'model_type'>;

export function jobOf(source: TrainingSource, wish: Wish, test?: TrainingSource): TrainingJob {
  const request = { dataset_id: 1, ...wish, ...(test && { test_dataset_id: 2 }) };
  return { source, test, request: resolveTrainRequest(request, source.columns, null) };
}

export interface RunOptions {
  readonly threads?: number;
  readonly memoryLimitBytes?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

export const trainJob = (job: TrainingJob, options: RunOptions = {}): Promise<TrainedModel> =>
  train(job, {
    threads: 1,
    memoryLimitBytes: 2 ** 30,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...options,
  });
