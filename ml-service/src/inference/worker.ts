import { parentPort } from 'node:worker_threads';
import { estimatorOf } from '../estimators/registry.js';
import type { FittedModel } from './fitted-model.js';
import { predictPart } from './predict-part.js';
import type { PlainModel, ToThread } from './prediction-threads.js';

type Loaded = Pick<FittedModel, 'predictProba' | 'classes'>;

const models = new Map<number, Loaded>();

function load({ model_type, engine, classes, state }: PlainModel): Loaded {
  const estimator = estimatorOf(model_type, engine);
  const model = estimator.load(state);
  return { classes, predictProba: (X) => estimator.predictProba(model, X) };
}

function answer(message: ToThread) {
  if ('forget' in message) return models.delete(message.forget);
  const { id, plain, part } = message;
  const model = models.get(id) ?? load(plain);
  models.set(id, model);
  return predictPart(model, part);
}

parentPort?.on('message', (message: ToThread | null) => parentPort?.postMessage(message && answer(message)));
