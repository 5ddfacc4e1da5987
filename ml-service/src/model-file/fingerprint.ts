import { createHash } from 'node:crypto';
import type { ClassLabel, Model, Preprocessing, TrainRequest } from '@ml-microservices/shared/contracts';
import { FOLDS_VERSION } from '../tabular/folds.js';

/** All that a model depends on. Rows are numbers from 0, ascending. */
export interface Fingerprinted extends Pick<Model, 'model_type' | 'engine' | 'hyperparameters' | 'seed'> {
  readonly dataset_sha256: string;
  readonly test_dataset_sha256: string | null;
  readonly engine_version: string;
  readonly preprocessing: Preprocessing;
  readonly cross_validation?: TrainRequest['cross_validation'];
  readonly threshold?: TrainRequest['threshold'];
  /** Of two classes the first by number or alphabet, where that is the positive one. */
  readonly positive_class?: ClassLabel | undefined;
  readonly trainRows: Int32Array;
  readonly testRows: Int32Array;
}

/** SHA-256 of what determines a model: two trainings with the same one give the same file. */
export function fingerprintOf({ trainRows, testRows, ...parts }: Fingerprinted): string {
  const { dataset_sha256, test_dataset_sha256, model_type, engine, engine_version, hyperparameters, seed } = parts;
  const sorted = Object.entries(hyperparameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const { cross_validation = null, threshold = null, positive_class } = parts;
  // Only where they are asked for, so that the fingerprint of any other model stays what it was.
  const asked = cross_validation || threshold ? [[cross_validation, threshold, FOLDS_VERSION]] : [];
  const described = JSON.stringify([
    [dataset_sha256, test_dataset_sha256],
    [model_type, engine, engine_version, sorted, seed],
    parts.preprocessing,
    [trainRows.length, testRows.length],
    ...asked,
    ...(positive_class === undefined ? [] : [positive_class]),
  ]);
  return createHash('sha256').update(described).update(trainRows).update(testRows).digest('hex');
}
