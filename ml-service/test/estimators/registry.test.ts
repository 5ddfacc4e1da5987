import {
  ENGINES,
  HYPERPARAMETERS,
  hyperparametersOf,
  MODEL_TYPES,
  ModelTypes,
} from '@ml-microservices/shared/contracts';
import { compileStrict } from '@ml-microservices/shared/validation';
import { afterAll, describe, expect, it } from 'vitest';
import { estimatorOf, modelTypes } from '../../src/estimators/registry.js';
import { endThreads } from '../../src/estimators/threads.js';
import { clouds } from './matrices.js';

afterAll(endThreads);

interface Property {
  readonly default: unknown;
  readonly description: string;
}

const propertiesOf = (schema: object): Record<string, Property> => JSON.parse(JSON.stringify(schema)).properties;

const defaultsOf = (schema: object) =>
  Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, property]) => [name, property.default]));

describe('the model types', () => {
  it('are told with every engine, as the contract says', () => {
    const items = modelTypes();
    const validate = compileStrict(ModelTypes);
    expect(validate({ items }), JSON.stringify(validate.errors)).toBe(true);
    expect(items.map(({ name }) => name)).toEqual(MODEL_TYPES);
    for (const { name, engines } of items) {
      const expected = ENGINES.filter((engine) => name in HYPERPARAMETERS[engine]);
      expect(engines.map(({ engine }) => engine)).toEqual(expected);
      expect(expected).toContain('native');
    }
  });

  it('have hyperparameters that each have a default in range and a sentence of help', () => {
    for (const { name, engines } of modelTypes()) {
      for (const { engine, hyperparameters } of engines) {
        expect(hyperparameters).toMatchObject({ type: 'object', additionalProperties: false });
        const validate = compileStrict(hyperparametersOf(engine, name) ?? {});
        expect(validate(defaultsOf(hyperparameters)), `${name} of ${engine}`).toBe(true);
        for (const { description } of Object.values(propertiesOf(hyperparameters)))
          expect(description).toMatch(/.{10,}\.$/);
      }
    }
  });

  it('say what each can do, and do it', async () => {
    const { X, y } = clouds({ nSamples: 40, nFeatures: 3, nClasses: 2, spread: 1 });
    for (const { name, engines } of modelTypes()) {
      for (const { engine, hyperparameters, importances, probabilities } of engines) {
        const estimator = estimatorOf(name, engine);
        const { model, notes } = await estimator.fit(X, y, defaultsOf(hyperparameters), { seed: 1 });
        expect(notes.importances !== undefined, `importances of ${name}, ${engine}`).toBe(importances);
        const isOwn = estimator.predictProba(model, X).some((share) => share > 0 && share < 1);
        expect(isOwn, `probabilities of ${name}, ${engine}`).toBe(probabilities);
        // The pages send who wants a prediction explained to the native engine.
        expect(estimator.explain !== undefined, `explanations of ${name}, ${engine}`).toBe(engine === 'native');
      }
    }
  });

  it('refuse by name what a package cannot do', () => {
    const refused = (name: keyof typeof HYPERPARAMETERS.mljs, parameters: object) => {
      const validate = compileStrict(HYPERPARAMETERS.mljs[name]);
      expect(validate(parameters)).toBe(false);
      return validate.errors?.map(({ params }) => params.additionalProperty);
    };
    expect(refused('LogisticRegression', { max_iter: 10, C: 1 })).toEqual(['C']);
    expect(refused('KNN', { n_neighbors: 5, weights: 'distance' })).toEqual(['weights']);
    expect(refused('RandomForest', { n_estimators: 5, min_samples_leaf: 2 })).toEqual(['min_samples_leaf']);
  });
});
