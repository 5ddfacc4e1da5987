import type { CollectResult, Run } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { type Services, startServices } from '../../e2e/services.js';
import { openDoor, post } from './door.js';

/** Waits for the end of a run, if it comes within a minute. */
export const WAIT = { prefer: 'wait=60' };

/** web-master in front of real services that hold the Titanic passengers and a model of them. */
export interface Trained {
  readonly services: Services;
  readonly app: App;
  readonly url: string;
  readonly datasetId: number;
  readonly modelId: number;
  readonly training: { dataset_id: number; model_type: string; hyperparameters: Record<string, number> };
  close(): Promise<void>;
}

export async function startTrained(): Promise<Trained> {
  const services = await startServices({}, ['storage', 'collector', 'ml_service']);
  const app = await openDoor(services.urls);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const collected = await post(app, '/scenarios/collect-and-store', { batch_size: 891, offset: 0 });
  const datasetId = collected.json<CollectResult>().dataset_id;
  const training = { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: { n_estimators: 20 } };
  const run = (await post(app, '/scenarios/train-model', training, WAIT)).json<Run>();
  return {
    services,
    app,
    url,
    datasetId,
    modelId: run.model_id!,
    training,
    async close() {
      await app.close();
      await services.close();
    },
  };
}
