import type { CollectResult, Dataset, Run, RunAccepted, TrainRequest } from '@ml-microservices/shared/contracts';
import { type Answer, call } from './client.js';
import type { Services } from './services.js';

const PASSENGERS = 891;

/** Stores all passengers as a dataset. */
export async function collectAll({ urls }: Services): Promise<Dataset> {
  const json = { batch_size: PASSENGERS, offset: 0 };
  const { body } = await call<CollectResult>(`${urls.web_master}/scenarios/collect-and-store`, { json });
  return body.dataset;
}

/** Trains and waits for the end of the run. */
export async function train({ urls }: Services, json: TrainRequest): Promise<Run> {
  const headers = { prefer: 'wait=60' };
  return (await call<Run>(`${urls.web_master}/scenarios/train-model`, { json, headers })).body;
}

/** Begins a training and does not wait for it. */
export async function beginTraining({ urls }: Services, json: TrainRequest): Promise<Answer<RunAccepted>> {
  return call<RunAccepted>(`${urls.web_master}/scenarios/train-model`, { json });
}

/** The id of a model of some trees that learned from all passengers. */
export async function trainedModel(services: Services): Promise<number> {
  const { id } = await collectAll(services);
  const run = await train(services, {
    dataset_id: id,
    model_type: 'RandomForest',
    hyperparameters: { n_estimators: 20, max_depth: 5 },
  });
  return run.model_id!;
}
