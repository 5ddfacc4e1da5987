import type { StoredFile } from '@ml-microservices/shared/contracts';
import { eq, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import type { SqliteDatasets } from './datasets.js';
import { dependentRuns, distinct } from './dependents.js';
import type { SqliteModels } from './models.js';
import { contains, listPage } from './paging.js';
import { placeholders } from './prepared.js';
import type { Dependent, FileNew, FileRepository } from './repositories.js';
import { datasets, files, models, runs } from './schema.js';

const sortable = { id: files.id, name: files.name, bytes: files.bytes, created_at: files.created_at };

interface Owners {
  readonly datasetsOf: SqliteDatasets;
  readonly modelsOf: SqliteModels;
}

export function createFileRepository(db: Database, { datasetsOf, modelsOf }: Owners): FileRepository {
  const find = db
    .select()
    .from(files)
    .where(eq(files.id, sql.placeholder('id')))
    .prepare();
  const insert = db.insert(files).values(placeholders(files)).returning().prepare();
  const reference = db
    .select({ id: files.id })
    .from(files)
    .where(eq(files.sha256, sql.placeholder('sha256')))
    .limit(1)
    .prepare();
  return {
    findById: (id) => find.get({ id }) ?? null,
    create(file: FileNew) {
      const now = new Date().toISOString();
      return insert.get({ ...file, created_at: now, updated_at: now });
    },
    list: ({ name, ...paging }) =>
      listPage<StoredFile>(db, { table: files, where: [contains(files.name, name)], sortable }, paging),
    update(id, changes) {
      const values = { ...changes, updated_at: new Date().toISOString() };
      return db.update(files).set(values).where(eq(files.id, id)).returning().get() ?? null;
    },
    delete: (id) => deleteFile(db, id),
    dependents(id): Dependent[] {
      const ofDataset = db
        .select({ id: datasets.id, name: datasets.name })
        .from(datasets)
        .where(eq(datasets.file_id, id));
      return distinct([
        ...ofDataset
          .all()
          .flatMap((dataset) => [{ kind: 'dataset', ...dataset }, ...datasetsOf.dependents(dataset.id)]),
        ...modelsOf.withDependents(eq(models.file_id, id)),
        ...dependentRuns(db, eq(runs.result_file_id, id)),
      ]);
    },
    isReferenced: (sha256) => reference.get({ sha256 }) !== undefined,
  };
}

/** Answers the sha256 whose bytes may now be unused; none where the file is gone already. */
export function deleteFile(db: Database, id: number | null): string[] {
  if (id === null) return [];
  const deleted = db.delete(files).where(eq(files.id, id)).returning().all();
  return deleted.map(({ sha256 }) => sha256);
}
