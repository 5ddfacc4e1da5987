import {
  type ColumnProfile,
  type Dataset,
  type DatasetListQuery,
  type DatasetUpdate,
  invalidField,
  type Page,
} from '@ml-microservices/shared/contracts';
import { parseFinite } from '@ml-microservices/shared/csv';
import { and, eq, inArray, or } from 'drizzle-orm';
import type { Database } from './connection.js';
import { distinct } from './dependents.js';
import { SqliteModels } from './models.js';
import { contains, listPage } from './paging.js';
import type { DatasetRecord, DatasetRepository, Dependent } from './repositories.js';
import { datasets, files, models, runs } from './schema.js';

type DatasetRow = typeof datasets.$inferSelect;

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

  constructor(db: Database) {
    this.#db = db;
    this.#models = new SqliteModels(db);
  }

  create(dataset: DatasetRecord): Dataset {
    const now = new Date().toISOString();
    const values = { ...dataset, source_kind: dataset.source.kind, created_at: now, updated_at: now };
    return this.#withFiles([this.#db.insert(datasets).values(values).returning().get()])[0];
  }

  findById(id: number): Dataset | null {
    const row = this.#row(id);
    return row ? this.#withFiles([row])[0] : null;
  }

  profile(id: number): ColumnProfile[] | null {
    return this.#row(id)?.profile ?? null;
  }

  rowMarks(id: number): number[] | null {
    return this.#row(id)?.row_marks ?? null;
  }

  list({ name, source, ...paging }: DatasetListQuery): Page<Dataset> {
    const where = [contains(datasets.name, name), source ? eq(datasets.source_kind, source) : undefined];
    const page = listPage<DatasetRow>(this.#db, { table: datasets, where, sortable }, paging);
    return { ...page, items: this.#withFiles(page.items) };
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
    const unused = this.#modelsOf(id).flatMap((model) => this.#models.delete(model.id));
    this.#db.delete(datasets).where(eq(datasets.id, id)).run();
    const file = this.#db.delete(files).where(eq(files.id, row.file_id)).returning().get();
    return file ? [...unused, file.sha256] : unused;
  }

  dependents(id: number): Dependent[] {
    const unfinished = and(eq(runs.dataset_id, id), inArray(runs.status, ['queued', 'running']));
    const working = this.#db.select({ id: runs.id, name: runs.kind, status: runs.status }).from(runs).where(unfinished);
    const trained = this.#modelsOf(id).flatMap((model) => [
      { kind: 'model', ...model },
      ...this.#models.dependents(model.id),
    ]);
    return distinct([...trained, ...working.all().map((run) => ({ kind: 'run', ...run }))]);
  }

  #row(id: number): DatasetRow | undefined {
    return this.#db.select().from(datasets).where(eq(datasets.id, id)).get();
  }

  #modelsOf(id: number) {
    const ofDataset = or(eq(models.dataset_id, id), eq(models.test_dataset_id, id));
    return this.#db.select({ id: models.id, name: models.name }).from(models).where(ofDataset).all();
  }

  /** The size and digest of a dataset are its file's. */
  #withFiles(rows: DatasetRow[]): Dataset[] {
    if (rows.length === 0) return [];
    const ids = rows.map(({ file_id }) => file_id);
    const found = this.#db.select().from(files).where(inArray(files.id, ids)).all();
    const byId = new Map(found.map((file) => [file.id, file]));
    return rows.map(({ profile: _profile, row_marks: _marks, source_kind: _kind, ...row }) => {
      const file = byId.get(row.file_id);
      if (!file) throw new Error(`dataset ${row.id} has no file`);
      return { ...row, sha256: file.sha256, bytes: file.bytes };
    });
  }
}

/** A target must be a column; columns keep their names and order, since those are the file's. */
function checkUpdate(row: DatasetRow, { columns, target }: DatasetUpdate): void {
  const names = row.columns.map(({ name }) => name);
  if (typeof target === 'string' && !names.includes(target)) {
    throw invalidField('/target', `must be one of the columns ${names.join(', ')}, got "${target}"`);
  }
  if (columns && (columns.length !== names.length || columns.some(({ name }, i) => name !== names[i]))) {
    const got = columns.map(({ name }) => name).join(', ');
    throw invalidField('/columns', `must name the stored columns in their order (${names.join(', ')}), got ${got}`);
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
