import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStorageClient } from '@ml-microservices/shared/clients';
import type { Dataset, Model } from '@ml-microservices/shared/contracts';
import { openFolder } from '@ml-microservices/shared/files';
import { type App, BYTES_PER_MB, callHeaders, createService } from '@ml-microservices/shared/service';
import { type Config, ROOT } from './config.js';
import { defaultThreads } from './estimators/threads.js';
import { addGauges } from './gauges.js';
import { ModelCache } from './inference/model-cache.js';
import { PredictionThreads } from './inference/prediction-threads.js';
import { InferenceRunner } from './inference/runner.js';
import { Evaluations } from './report/evaluations.js';
import { ModelWork } from './report/model-work.js';
import { Verifications } from './report/verifications.js';
import { comparisonRoutes } from './routes/comparison.js';
import { driftRoutes } from './routes/drift.js';
import { evaluationRoutes } from './routes/evaluations.js';
import { inferenceRoutes } from './routes/inference.js';
import { inferenceProtocolRoutes } from './routes/inference-protocol.js';
import { modelTypeRoutes } from './routes/model-types.js';
import { progressRoutes } from './routes/progress.js';
import { runRoutes } from './routes/runs.js';
import { trainingRoutes } from './routes/training.js';
import { ActiveRuns, RunStopped } from './runs/active.js';
import { createRunAfter } from './runs/create.js';
import { ProgressHub } from './runs/hub.js';
import { Known } from './runs/known.js';
import { Outbox } from './training/outbox.js';
import { TrainerPool } from './training/pool.js';
import { listUnfinished, recover } from './training/recovery.js';
import { TrainingRunner } from './training/runner.js';
import { Trainer } from './training/trainer.js';

const ROUTES = [
  modelTypeRoutes,
  trainingRoutes,
  inferenceRoutes,
  evaluationRoutes,
  comparisonRoutes,
  driftRoutes,
  progressRoutes,
  runRoutes,
  inferenceProtocolRoutes,
];

export async function buildApp(config: Config): Promise<App> {
  const storageUrl = config.services.storage_url;
  const headers = callHeaders(config.auth);
  const storage = createStorageClient({ url: storageUrl, headers });
  const checks = {
    storage: async () => {
      await storage.checkAlive();
      return {};
    },
  };
  const folder = openFolder('data.path', resolve(fileURLToPath(ROOT), config.data.path));
  const app = await createService({
    name: 'ml_service',
    title: 'ML service',
    root: ROOT,
    settings: config,
    checks,
  });
  const hub = new ProgressHub();
  const active = new ActiveRuns();
  const outbox = new Outbox(join(folder, 'outbox'));
  const threads = new PredictionThreads(defaultThreads() - 1);
  const models = new ModelCache(storage, config.inference.cache_mb * BYTES_PER_MB, threads);
  const closing = new AbortController();
  const unfinished = listUnfinished(storage, closing.signal);
  const createRun = createRunAfter(unfinished, storage, hub);
  const common = { storage, createRun, hub, active, log: app.log, headers };
  const inference = new InferenceRunner({ ...common, models, threads, maxRunning: config.inference.max_running });
  const settings = trainingSettings(config);
  const pool = new TrainerPool(settings.concurrency, () => new Trainer(settings));
  const work = new ModelWork({ ...settings, storageUrl, headers, pool });
  const evaluations = new Evaluations({ ...common, work, waitS: config.evaluation.wait_s });
  const verifications = new Verifications(work, config.evaluation.wait_s);
  const onModel = (model: Model) => evaluations.prepare(model);
  const training = new TrainingRunner({ ...common, ...settings, storageUrl, outbox, pool, onModel });

  const recovery = recover(
    { ...common, unfinished, outbox, training, maxAttempts: settings.maxAttempts },
    closing.signal,
  ).catch((error) => {
    if (!closing.signal.aborted) app.log.error({ err: error }, 'unfinished runs could not be taken up');
  });
  app.addHook('preClose', async () => {
    hub.close();
    closing.abort();
  });
  app.addHook('onClose', async () => {
    work.close();
    active.abortAll(new RunStopped('closing'));
    await Promise.all([recovery, training.close(), evaluations.close(), inference.close()]);
    await Promise.all([pool.close(), threads.close()]);
    await storage.close();
  });
  addGauges(app, outbox, training);
  const datasets = new Known<Dataset>((id) => storage.dataset(id));
  const judging = { evaluations, verifications, work };
  const services = { config, storage, hub, active, training, datasets, inference, models, ...judging };
  for (const routes of ROUTES) await routes(app, services);
  return app;
}

function trainingSettings({ training }: Config) {
  return {
    concurrency: training.concurrency,
    threads: training.threads || defaultThreads(),
    memoryLimitMb: training.memory_limit_mb,
    timeoutMs: training.timeout_s * 1000,
    maxQueued: training.max_queued,
    maxAttempts: training.max_attempts,
  };
}
