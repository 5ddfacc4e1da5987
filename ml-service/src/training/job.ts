import type { ResolvedTrainRequest } from './check-request.js';
import type { RecentTable } from './recent-table.js';
import type { ReporterOptions } from './reporter.js';
import type { TrainingSource } from './source.js';

export interface TrainingJob {
  readonly source: TrainingSource;
  /** The dataset to be judged on, where the request names one; the model then learns from all of `source`. */
  readonly test?: TrainingSource;
  readonly request: ResolvedTrainRequest;
  /** Where the table may be already, or is kept for the next training. */
  readonly recent?: RecentTable;
}

export interface TrainOptions extends ReporterOptions {
  /** Threads that the fit may use, from 1. */
  readonly threads: number;
  readonly memoryLimitBytes: number;
}
