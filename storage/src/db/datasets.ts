import {
  type ColumnProfile,
  type Dataset,
  type DatasetListQuery,
  type DatasetUpdate,
  invalidField,
  type Page,
  unknownColumn,
} from '@ml-microservices/shared/contracts';
import { parseFinite } from '@ml-microservices/shared/csv';
import { listed } from '@ml-microservices/shared/text';
import { and, eq, getTableColumns, or, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import { dependentRuns, distinct, isUnfinished } from './dependents.js';
import { deleteFile } from './files.js';
import type { SqliteModels } from './models.js';
import { contains, listPage } from './paging.js';
import { placeholders } from './prepared.js';
import type { DatasetRecord, DatasetRepository, Dependent } from './repositories.js';
import { datasets, files, models, runs } from './schema.js';

type DatasetRow = typeof datasets.$inferSelect;

const { profile: _profile, row_marks: _marks, source_kind: _kind, ...described } = getTableColumns(datasets);
/** The size and digest of a dataset are its file's. */
const shown = { ...described, sha256: files.sha256, bytes: files.bytes };

const sortable = {
  id: datasets.id,
  name: datasets.name,
  rows: datasets.rows,
  created_at: datasets.created_at,
  updated_at: datasets.updated_at,
};

export class SqliteDatasets implements DatasetRepository {
  readonly #db: Database;
  readonly #models: SqliteModels;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database, models: SqliteModels) {
    this.#db = db;
    this.#models = models;
    this.#statements = prepare(db);
  }

  create(dataset: DatasetRecord): Dataset {
    const now = new Date().toISOString();
    const values = { ...dataset, source_kind: dataset.source.kind, created_at: now, updated_at: now };
    const { id } = this.#statements.insert.get(values);
    return this.#statements.find.get({ id }) as Dataset;
  }

  findById(id: number): Dataset | null {
    return this.#statements.find.get({ id }) ?? null;
  }

  profile(id: number): ColumnProfile[] | null {
    return this.#row(id)?.profile ?? null;
  }

  rowMarks(id: number): number[] | null {
    return this.#row(id)?.row_marks ?? null;
  }

  list({ name, source, ...paging }: DatasetListQuery): Page<Dataset> {
    const where = [contains(datasets.name, name), source ? eq(datasets.source_kind, source) : undefined];
    const rows = selectShown(this.#db);
    return listPage<Dataset>(this.#db, { table: datasets, rows, where, sortable }, paging);
  }

  update(id: number, changes: DatasetUpdate): Dataset | null {
    const row = this.#row(id);
    if (!row) return null;
    checkUpdate(row, changes);
    const values = { ...changes, updated_at: new Date().toISOString() };
    this.#db.update(datasets).set(values).where(eq(datasets.id, id)).run();
    return this.findById(id);
  }

  delete(id: number): string[] {
    const row = this.#row(id);
    if (!row) return [];
    const trained = this.#db.select({ id: models.id }).from(models).where(ofDataset(id)).all();
    const unused = trained.flatMap((model) => this.#models.delete(model.id));
    this.#db.delete(datasets).where(eq(datasets.id, id)).run();
    return [...unused, ...deleteFile(this.#db, row.file_id)];
  }

  dependents(id: number): Dependent[] {
    const testOf = sql`json_extract(${runs.parameters}, '$.test_dataset_id') = ${id}`;
    const working = dependentRuns(this.#db, and(or(eq(runs.dataset_id, id), testOf), isUnfinished));
    return distinct([...this.#models.withDependents(ofDataset(id)), ...working]);
  }

  #row(id: number): DatasetRow | undefined {
    return this.#db.select().from(datasets).where(eq(datasets.id, id)).get();
  }
}

/** The models that were trained or judged on a dataset. */
const ofDataset = (id: number) => or(eq(models.dataset_id, id), eq(models.test_dataset_id, id));

function selectShown(db: Database) {
  return db.select(shown).from(datasets).innerJoin(files, eq(files.id, datasets.file_id)).$dynamic();
}

function prepare(db: Database) {
  return {
    find: selectShown(db)
      .where(eq(datasets.id, sql.placeholder('id')))
      .prepare(),
    insert: db.insert(datasets).values(placeholders(datasets)).returning({ id: datasets.id }).prepare(),
  };
}

/** A target must be a column; columns keep their names and order, since those are the file's. */
function checkUpdate(row: DatasetRow, { columns, target }: DatasetUpdate): void {
  const names = row.columns.map(({ name }) => name);
  if (typeof target === 'string' && !names.includes(target)) {
    throw unknownColumn('/target', names, target);
  }
  if (columns && (columns.length !== names.length || columns.some(({ name }, i) => name !== names[i]))) {
    const got = listed(columns.map(({ name }) => name));
    throw invalidField('/columns', `must name the stored columns in their order (${listed(names)}), got ${got}`);
  }
  for (const [index, { name, type }] of (columns ?? []).entries()) {
    const word = type === 'numeric' ? wordOf(row.profile[index]) : undefined;
    if (word !== undefined)
      throw invalidField(
        `/columns/${index}/type`,
        `must be categorical: ${name} has the value ${JSON.stringify(word)}`,
      );
  }
}

/** A value of the column that is no number, as far as the profile has one. */
function wordOf({ top = [] }: ColumnProfile): string | undefined {
  return top.find(({ value }) => Number.isNaN(parseFinite(value)))?.value;
}
