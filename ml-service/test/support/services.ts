import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createStorageClient, type StorageClient } from '@ml-microservices/shared/clients';
import type { RunAccepted, TrainRequest } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { ENDLESS, noise } from '../../../e2e/endless.js';
import { createGate, type Gate } from '../../../e2e/gate.js';
import { type Services, startServices } from '../../../e2e/services.js';
import { buildApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';

export const TITANIC = readFileSync(
  fileURLToPath(new URL('../../../collector/data/titanic.csv', import.meta.url)),
  'utf8',
);

/** A real storage in a process of its own, and this service in the test's process. */
export interface Bench {
  readonly services: Services;
  readonly storage: StorageClient;
  readonly app: App;
  /** Holds the trainings of this service in their fit while it is shut. */
  readonly gate: Gate;
  /** Stores the Titanic, or the CSV given; answers the dataset's id. */
  upload(csv?: string): Promise<number>;
  /** Starts a forest of so many trees; answers the run's id. */
  train(datasetId: number, trees: number): Promise<number>;
  /** Starts a training of minutes on a dataset of its own; answers the run's id. */
  trainEndlessly(hyperparameters?: TrainRequest['hyperparameters']): Promise<number>;
  /** Closes this service and builds it anew on the same data. */
  restart(settings?: Settings): Promise<void>;
  close(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

export async function startBench(settings: Settings = {}): Promise<Bench> {
  const services = await startServices({}, ['storage']);
  const gate = createGate();
  // The children have this process's environment.
  Object.assign(process.env, gate.settings);
  const storage = createStorageClient({ url: services.urls.storage });
  const env = {
    SERVICES__STORAGE_URL: services.urls.storage,
    DATA__PATH: `${services.folder}/ml`,
    LOGGING__LEVEL: 'silent',
  };
  const build = (more: Settings) => buildApp(readConfig({ ...env, ...more }));
  let app = await build(settings);
  const train = async (request: TrainRequest) =>
    (await app.inject({ method: 'POST', url: '/train', payload: request })).json<RunAccepted>().run_id;
  return {
    services,
    storage,
    gate,
    get app() {
      return app;
    },
    upload: async (csv = TITANIC) => (await storage.createDataset({ name: 'passengers', csv })).id,
    train: (dataset_id, trees) =>
      train({ dataset_id, model_type: 'RandomForest', hyperparameters: { n_estimators: trees } }),
    async trainEndlessly(hyperparameters = {}) {
      const { id } = await storage.createDataset(noise());
      return train({ ...ENDLESS, dataset_id: id, hyperparameters: { ...ENDLESS.hyperparameters, ...hyperparameters } });
    },
    async restart(more = settings) {
      await app.close();
      app = await build(more);
    },
    async close() {
      gate.open();
      await app.close();
      await storage.close();
      await services.close();
    },
  };
}
