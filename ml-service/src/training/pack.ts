import type { CrossValidation, Metrics, ModelNew, Notice, ThresholdChoice } from '@ml-microservices/shared/contracts';
import type { FitNotes, ModelState } from '../estimators/estimator.js';
import { fingerprintOf } from '../model-file/fingerprint.js';
import { FORMAT_VERSION } from '../model-file/header.js';
import { writeModelFile } from '../model-file/model-file.js';
import { isReversed } from '../tabular/classes.js';
import { ENGINE_VERSIONS } from './engine-versions.js';
import { featureImportances } from './importances.js';
import type { TrainingJob } from './job.js';
import type { Matrices } from './matrices.js';

/** A model as storage will publish it, save for what only its run knows, and the bytes of its file. */
export interface TrainedModel {
  readonly model: Omit<ModelNew, 'file_id' | 'run_id' | 'attempt' | 'dataset_id' | 'test_dataset_id'>;
  readonly file: Uint8Array;
}

export interface Judgement {
  readonly matrices: Matrices;
  readonly classes: ModelNew['classes'];
  readonly metrics: Metrics;
  readonly notes: FitNotes;
  readonly state: ModelState;
  /** The model holds the training rows. */
  readonly keepsRows: boolean;
  readonly warnings: Notice[];
  readonly crossValidation: CrossValidation | null;
  readonly choice: ThresholdChoice | null;
}

/** The model's row and its file. Nothing in them but what the job determines: no time, no random number. */
export function pack(job: TrainingJob, judgement: Judgement): TrainedModel {
  const { matrices, classes, metrics, notes, state, keepsRows, warnings, crossValidation, choice } = judgement;
  const { preprocessing, train, test } = matrices;
  const { model_type, engine, hyperparameters, target, seed, test_size, cross_validation, threshold } = job.request;
  const origin = {
    engine_version: ENGINE_VERSIONS[engine],
    dataset_sha256: job.source.sha256,
    test_dataset_sha256: job.test?.sha256 ?? null,
  };
  const request = { model_type, engine, hyperparameters, seed };
  const described = {
    ...request,
    test_size: job.test ? 0 : test_size,
    target,
    features: preprocessing.features.map(({ name }) => name),
    classes,
    preprocessing,
    metrics,
    fingerprint: fingerprintOf({
      ...request,
      ...origin,
      cross_validation,
      threshold,
      positive_class: isReversed(classes) ? classes[1] : undefined,
      preprocessing,
      trainRows: train.rows,
      testRows: test.rows,
    }),
  };
  const validated = {
    ...(crossValidation && { cross_validation: crossValidation }),
    ...(choice && { threshold_choice: choice }),
  };
  return {
    model: {
      ...described,
      version: FORMAT_VERSION,
      feature_importance: notes.importances ? featureImportances(preprocessing, notes.importances) : null,
      warnings,
      ...(choice && { threshold: choice.threshold }),
    },
    file: writeModelFile({
      header: { ...described, ...origin, ...validated },
      state,
      testRows: test.rows,
      trainRows: keepsRows ? train.rows : null,
    }),
  };
}
