import { ENGINES, hyperparametersOf, MODEL_TYPES } from '@ml-microservices/shared/contracts';
import { afterAll, describe } from 'vitest';
import { estimatorOf } from '../../src/estimators/registry.js';
import { endThreads } from '../../src/estimators/threads.js';
import { checkEstimator } from './estimator-checks.js';

afterAll(endThreads);

/** Defaults, with work for a fraction of a second. */
const SMALLER: Readonly<Record<string, number>> = { n_estimators: 12, max_iter: 400 };

function paramsOf(schema: object): Record<string, unknown> {
  const properties: Readonly<Record<string, { default: unknown }>> = JSON.parse(JSON.stringify(schema));
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, SMALLER[name] ?? property.default]),
  );
}

for (const engine of ENGINES) {
  for (const modelType of MODEL_TYPES) {
    const schema = hyperparametersOf(engine, modelType);
    if (!schema) continue;
    describe(`${modelType} of the engine ${engine}`, () => {
      const params = paramsOf(schema.properties);
      const paramsForOneRow = 'n_neighbors' in params ? { ...params, n_neighbors: 1 } : params;
      checkEstimator({ estimator: estimatorOf(modelType, engine), params, paramsForOneRow });
    });
  }
}
