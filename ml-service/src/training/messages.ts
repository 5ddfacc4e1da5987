import type { RunError } from '@ml-microservices/shared/contracts';
import type { ResolvedTrainRequest } from './check-request.js';
import type { TrainingProgress } from './train.js';

/** What a child needs to train one run; everything else it reads from storage. */
export interface ChildJob {
  readonly runId: number;
  readonly attempt: number;
  /** Of the request that asked for the run; passed on to storage. */
  readonly requestId: string;
  readonly request: ResolvedTrainRequest;
  readonly storageUrl: string;
  /** Folder that the result is written to: see Outbox. */
  readonly outbox: string;
  readonly threads: number;
  readonly memoryLimitBytes: number;
}

export type ToChild = { readonly type: 'train'; readonly job: ChildJob } | { readonly type: 'abort' };

export type FromChild =
  | { readonly type: 'progress'; readonly progress: TrainingProgress }
  | { readonly type: 'done' }
  | { readonly type: 'aborted' }
  | {
      readonly type: 'failed';
      readonly error: RunError /** Of a fault that is ours, for the log. */;
      readonly stack?: string;
    };
