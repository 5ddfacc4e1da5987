import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import multipart from '@fastify/multipart';
import {
  type App,
  addDiskGauge,
  addGauge,
  BYTES_PER_MB,
  type Checks,
  createService,
  StartError,
} from '@ml-microservices/shared/service';
import { Content } from './blobs/content.js';
import { DiskStore } from './blobs/disk-store.js';
import { TieredStore } from './blobs/tiered-store.js';
import { type Config, ROOT } from './config.js';
import { databasePath, isThere } from './db/connection.js';
import type { Repositories } from './db/repositories.js';
import { openRepositories } from './db/sqlite.js';
import { makeFolder } from './disk/folders.js';
import { checkRoom, guardDisk } from './disk/guard.js';
import { holdFolder } from './disk/holder.js';
import { DiskReserve } from './disk/reserve.js';
import { datasetRoutes } from './routes/datasets.js';
import { evaluationRoutes } from './routes/evaluations.js';
import { fileRoutes } from './routes/files.js';
import { idempotencyKeyRoutes } from './routes/idempotency-keys.js';
import { createLists } from './routes/lists.js';
import { modelRoutes } from './routes/models.js';
import { newRunRoutes } from './routes/new-runs.js';
import { createOnce } from './routes/once.js';
import { runRoutes } from './routes/runs.js';

const TIDY_INTERVAL_MS = 3_600_000;
const MAX_FIELD_BYTES = 64 * 1024;

export async function buildApp(config: Config): Promise<App> {
  const { files, idempotency } = config;
  const { hold, reserve, store, path } = await openFolders(config);
  const repositories = openRepositories({ path, keepHours: idempotency.keep_hours });
  const content = new Content(new TieredStore(repositories, store), repositories.files);
  const checks = checksOf(repositories, content, reserve);
  const app = await createService({ name: 'storage', title: 'Storage', root: ROOT, settings: config, checks });
  app.addHook('onClose', async () => {
    repositories.close();
    hold.release();
  });
  await tidyHourly(app, repositories, content);
  addDiskGauge(app, dirname(path));
  addGauge(app, {
    name: 'runs',
    help: 'Runs that are kept, by kind and status.',
    labelNames: ['kind', 'status'],
    read: () => repositories.runs.tally().map(({ total, ...labels }) => ({ labels, value: total })),
  });
  guardDisk(app, reserve);
  await app.register(multipart, { limits: { fileSize: files.max_bytes, fieldSize: MAX_FIELD_BYTES } });
  const services = {
    config,
    repositories,
    content,
    once: createOnce(repositories),
    answerList: createLists(repositories),
  };
  const all = [fileRoutes, datasetRoutes, modelRoutes, evaluationRoutes, newRunRoutes, runRoutes, idempotencyKeyRoutes];
  for (const routes of all) routes(app, services);
  return app;
}

function checksOf(repositories: Repositories, content: Content, reserve: DiskReserve): Checks {
  return {
    database: async () => {
      repositories.check();
      return {};
    },
    files: async () => {
      await content.check();
      return {};
    },
    disk: async () => {
      checkRoom(reserve);
      return {};
    },
  };
}

/** Deletes what is no longer needed, now and every hour. What is left undone now is done an hour later. */
async function tidyHourly(app: App, { idempotency }: Repositories, content: Content): Promise<void> {
  const tidy = async () => {
    try {
      await content.sweep();
      idempotency.deleteExpired();
    } catch (error) {
      app.log.warn({ err: error }, 'what is no longer needed could not be deleted');
    }
  };
  await tidy();
  const tidying = setInterval(() => void tidy(), TIDY_INTERVAL_MS).unref();
  app.addHook('onClose', async () => clearInterval(tidying));
}

/** Opens what the data lie in, the reserve before them: a full disk would let nothing else be opened. */
async function openFolders({ database, files, disk }: Config) {
  const path = databasePath(database.url, ROOT);
  const folder = resolve(fileURLToPath(ROOT), files.path);
  try {
    makeFolder(dirname(path));
    const hold = holdFolder(dirname(path));
    const reserve = new DiskReserve(dirname(path), disk.reserve_mb * BYTES_PER_MB);
    const store = await DiskStore.open(folder);
    if (!isThere(path) && !(await store.isEmpty())) {
      throw new StartError(
        `there is no database ${path}, but ${folder} holds the files of one: put it back or restore a backup ` +
          '(npm run restore), or empty that folder to begin anew',
      );
    }
    return { hold, reserve, store, path };
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`the data folders cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
