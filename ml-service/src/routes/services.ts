import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Dataset } from '@ml-microservices/shared/contracts';
import type { Config } from '../config.js';
import type { ModelCache } from '../inference/model-cache.js';
import type { InferenceRunner } from '../inference/runner.js';
import type { Evaluations } from '../report/evaluations.js';
import type { ModelWork } from '../report/model-work.js';
import type { Verifications } from '../report/verifications.js';
import type { ActiveRuns } from '../runs/active.js';
import type { ProgressHub } from '../runs/hub.js';
import type { Known } from '../runs/known.js';
import type { TrainingRunner } from '../training/runner.js';

/** What every route of this service works with. */
export interface Services {
  readonly config: Config;
  readonly storage: StorageClient;
  readonly hub: ProgressHub;
  readonly active: ActiveRuns;
  readonly training: TrainingRunner;
  readonly datasets: Known<Dataset>;
  readonly inference: InferenceRunner;
  readonly models: ModelCache;
  readonly evaluations: Evaluations;
  readonly verifications: Verifications;
  readonly work: ModelWork;
}
