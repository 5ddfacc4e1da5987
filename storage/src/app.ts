import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import multipart from '@fastify/multipart';
import { type App, createService } from '@ml-microservices/shared/service';
import { Content } from './blobs/content.js';
import { DiskStore } from './blobs/disk-store.js';
import { type Config, ROOT } from './config.js';
import { openRepositories } from './db/sqlite.js';
import { datasetRoutes } from './routes/datasets.js';
import { evaluationRoutes } from './routes/evaluations.js';
import { fileRoutes } from './routes/files.js';
import { idempotencyKeyRoutes } from './routes/idempotency-keys.js';
import { createLists } from './routes/lists.js';
import { modelRoutes } from './routes/models.js';
import { createOnce } from './routes/once.js';
import { runRoutes } from './routes/runs.js';

const EXPIRY_INTERVAL_MS = 3_600_000;
const MAX_FIELD_BYTES = 64 * 1024;

export async function buildApp(config: Config): Promise<App> {
  const { database, files, idempotency, logging } = config;
  const repositories = openRepositories({ url: database.url, root: ROOT, keepHours: idempotency.keep_hours });
  const content = new Content(await DiskStore.open(resolve(fileURLToPath(ROOT), files.path)), repositories.files);
  await content.sweep();
  repositories.idempotency.deleteExpired();
  const expiry = setInterval(() => repositories.idempotency.deleteExpired(), EXPIRY_INTERVAL_MS).unref();

  const checks = {
    database: async () => {
      repositories.check();
      return {};
    },
    files: async () => {
      await content.check();
      return {};
    },
  };
  const app = await createService({ name: 'storage', title: 'Storage', root: ROOT, logging, checks });
  app.addHook('onClose', async () => {
    clearInterval(expiry);
    repositories.close();
  });
  await app.register(multipart, {
    limits: { files: 2, fields: 10, fileSize: files.max_bytes, fieldSize: MAX_FIELD_BYTES },
  });
  const services = {
    config,
    repositories,
    content,
    once: createOnce(repositories),
    answerList: createLists(repositories),
  };
  const all = [fileRoutes, datasetRoutes, modelRoutes, evaluationRoutes, runRoutes, idempotencyKeyRoutes];
  for (const routes of all) routes(app, services);
  return app;
}
