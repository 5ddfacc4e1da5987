import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createStorageClient, type StorageClient } from '@ml-microservices/shared/clients';
import type { RunAccepted } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
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
  /** Stores the Titanic, or the CSV given; answers the dataset's id. */
  upload(csv?: string): Promise<number>;
  /** Starts a forest of so many trees on the Titanic; answers the run's id. */
  train(datasetId: number, trees: number): Promise<number>;
  /** Closes this service and builds it anew on the same data. */
  restart(settings?: Settings): Promise<void>;
  close(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

export async function startBench(settings: Settings = {}): Promise<Bench> {
  const services = await startServices({}, ['storage']);
  const storage = createStorageClient({ url: services.urls.storage });
  const env = {
    SERVICES__STORAGE_URL: services.urls.storage,
    DATA__PATH: `${services.folder}/ml`,
    LOGGING__LEVEL: 'silent',
  };
  const build = (more: Settings) => buildApp(readConfig({ ...env, ...more }));
  let app = await build(settings);
  return {
    services,
    storage,
    get app() {
      return app;
    },
    upload: async (csv = TITANIC) => (await storage.createDataset({ name: 'passengers', csv })).id,
    async train(datasetId, trees) {
      const payload = { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: { n_estimators: trees } };
      return (await app.inject({ method: 'POST', url: '/train', payload })).json<RunAccepted>().run_id;
    },
    async restart(more = settings) {
      await app.close();
      app = await build(more);
    },
    async close() {
      await app.close();
      await storage.close();
      await services.close();
    },
  };
}
