import { createBlobRepository } from './blobs.js';
import { type Connection, openDatabase } from './connection.js';
import { SqliteDatasets } from './datasets.js';
import { createFileRepository } from './files.js';
import { createIdempotencyRepository } from './idempotency.js';
import { SqliteModels } from './models.js';
import type { Repositories } from './repositories.js';
import { SqliteRuns } from './runs.js';

interface SqliteOptions {
  readonly path: string;
  readonly keepHours: number;
}

/** The repositories on SQLite. One process writes: everything goes through this one connection. */
export function openRepositories({ path, keepHours }: SqliteOptions): Repositories {
  const connection: Connection = openDatabase(path);
  const { db, revision, check, close } = connection;
  const runs = new SqliteRuns(db);
  const models = new SqliteModels(db, runs);
  const datasets = new SqliteDatasets(db, models);
  return {
    files: createFileRepository(db, { datasetsOf: datasets, modelsOf: models }),
    datasets,
    models,
    runs,
    blobs: createBlobRepository(db),
    idempotency: createIdempotencyRepository(db, keepHours),
    transaction: (work) => db.transaction(work, { behavior: 'immediate' }),
    revision,
    check,
    close,
  };
}
