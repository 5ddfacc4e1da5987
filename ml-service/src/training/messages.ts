import type { Comparison, Drift, Evaluation, RunError, Verification } from '@ml-microservices/shared/contracts';
import type { CallHeaders } from '@ml-microservices/shared/service';
import type { ResolvedTrainRequest } from './check-request.js';
import type { Trained } from './outbox.js';
import type { TrainingProgress } from './reporter.js';
import type { KnownDataset } from './storage-source.js';

/** What a child needs to train one run; everything else it reads from storage. */
export interface ChildJob {
  readonly runId: number;
  readonly attempt: number;
  /** Of its calls to storage: whose work this is, and the token of services. */
  readonly headers: CallHeaders;
  readonly request: ResolvedTrainRequest;
  /** The dataset to learn from, where it was read a moment ago. */
  readonly dataset?: KnownDataset;
  readonly storageUrl: string;
  /** Folder that a large result is written to: see Outbox. */
  readonly outbox: string;
  readonly threads: number;
  readonly memoryLimitBytes: number;
}

/** What a child needs to work on models that are there already; everything else it reads from storage. */
export interface ModelJob extends Pick<ChildJob, 'headers' | 'storageUrl' | 'threads' | 'memoryLimitBytes'> {
  /** One, save for a comparison. */
  readonly modelIds: readonly number[];
  /** Of the inference that a drift is of. */
  readonly runId?: number;
}

export type ModelWorkType = 'evaluate' | 'compare' | 'verify' | 'drift';

export type ChildWork =
  | { readonly type: 'train'; readonly job: ChildJob }
  | { readonly type: ModelWorkType; readonly job: ModelJob };

export type ToChild = ChildWork | { readonly type: 'abort' };

/** How work ends well. */
export type ChildResult =
  /** Null: the result is large, and waits in the outbox. */
  | { readonly type: 'trained'; readonly trained: Trained | null }
  | { readonly type: 'evaluated'; readonly evaluation: Evaluation }
  | { readonly type: 'compared'; readonly comparison: Comparison }
  | { readonly type: 'verified'; readonly verification: Verification }
  | { readonly type: 'drifted'; readonly drift: Drift };

export type FromChild =
  | { readonly type: 'progress'; readonly progress: TrainingProgress }
  | ChildResult
  | { readonly type: 'aborted' }
  | {
      readonly type: 'failed';
      readonly error: RunError;
      /** Of a fault that is ours, for the log. */
      readonly stack?: string;
    };
