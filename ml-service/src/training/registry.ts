import type { Engine, ModelType } from '@ml-microservices/shared/contracts';
import type { Estimator } from '../estimators/estimator.js';
import { randomForest } from '../estimators/random-forest/index.js';

export function estimatorOf(_modelType: ModelType, _engine: Engine): Estimator<unknown, unknown> {
  return randomForest;
}
