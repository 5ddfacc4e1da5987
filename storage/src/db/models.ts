import type {
  Evaluation,
  Model,
  ModelListQuery,
  ModelUpdate,
  Page,
  PublishedModel,
  TrainRequest,
} from '@ml-microservices/shared/contracts';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import { dependentRuns, distinct, isUnfinished } from './dependents.js';
import { deleteFile } from './files.js';
import { ModelNames, madeUpName } from './model-names.js';
import { contains, listPage } from './paging.js';
import { placeholders } from './prepared.js';
import type { Dependent, ModelRecord, ModelRepository } from './repositories.js';
import type { SqliteRuns } from './runs.js';
import { evaluations, models, runs } from './schema.js';

const sortable = {
  id: models.id,
  name: models.name,
  model_type: models.model_type,
  accuracy: models.accuracy,
  roc_auc: models.roc_auc,
  f1: models.f1,
  log_loss: models.log_loss,
  created_at: models.created_at,
};

type ModelRow = typeof models.$inferSelect;

const toModel = ({ accuracy: _a, roc_auc: _r, f1: _f, log_loss: _l, ...model }: ModelRow): Model => model;

export class SqliteModels implements ModelRepository {
  readonly #db: Database;
  readonly #runs: SqliteRuns;
  readonly #names: ModelNames;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database, runs: SqliteRuns) {
    this.#db = db;
    this.#runs = runs;
    this.#names = new ModelNames(db);
    this.#statements = prepare(db);
  }

  publish({ attempt, ...model }: ModelRecord): PublishedModel {
    const now = new Date().toISOString();
    const { accuracy, roc_auc, f1, log_loss } = model.metrics;
    const copies = {
      accuracy,
      roc_auc,
      f1,
      log_loss,
      threshold: model.threshold ?? null,
      created_at: now,
      updated_at: now,
    };
    return this.#db.transaction(
      () => {
        const { name, description = '' } = this.#wishOf(model.run_id);
        const named = { name: this.#names.free(name ?? madeUpName(model.model_type, now)), description };
        const inserted = this.#statements.insert.get({ ...model, ...copies, ...named });
        const result = { model_id: inserted.id, metrics: model.metrics };
        return { model: toModel(inserted), ...this.#runs.complete(model.run_id, attempt, result) };
      },
      { behavior: 'immediate' },
    );
  }

  findById(id: number): Model | null {
    const row = this.#statements.find.get({ id });
    return row ? toModel(row) : null;
  }

  list({ name, exact_name, model_type, dataset_id, ...paging }: ModelListQuery): Page<Model> {
    const where = [
      contains(models.name, name),
      exact_name === undefined ? undefined : eq(models.name, exact_name),
      model_type ? eq(models.model_type, model_type) : undefined,
      dataset_id ? eq(models.dataset_id, dataset_id) : undefined,
    ];
    const page = listPage<ModelRow>(this.#db, { table: models, where, sortable }, paging);
    return { ...page, items: page.items.map(toModel) };
  }

  update(id: number, { replaces, ...changes }: ModelUpdate): Model | null {
    const { name } = changes;
    return this.#db.transaction(
      () => {
        const model = this.findById(id);
        if (!model) return null;
        if (name !== undefined && name !== model.name) {
          if (replaces === undefined) this.#names.refuseTaken(name);
          else this.#names.handOn(model, replaces, name);
        }
        const values = { ...changes, updated_at: new Date().toISOString() };
        return toModel(this.#db.update(models).set(values).where(eq(models.id, id)).returning().get());
      },
      { behavior: 'immediate' },
    );
  }

  refuseTakenName(name: string): void {
    this.#names.refuseTaken(name);
  }

  evaluation(id: number): Evaluation | null {
    return this.#statements.evaluation.get({ id })?.evaluation ?? null;
  }

  saveEvaluation(id: number, evaluation: Evaluation): void {
    const values = { evaluation, created_at: new Date().toISOString() };
    this.#db
      .insert(evaluations)
      .values({ model_id: id, ...values })
      .onConflictDoUpdate({ target: evaluations.model_id, set: values })
      .run();
  }

  delete(id: number): string[] {
    this.#db.update(runs).set({ model_id: null }).where(eq(runs.model_id, id)).run();
    const model = this.#db.delete(models).where(eq(models.id, id)).returning().get();
    return model ? deleteFile(this.#db, model.file_id) : [];
  }

  dependents(id: number): Dependent[] {
    return dependentRuns(this.#db, and(eq(runs.kind, 'inference'), eq(runs.model_id, id), isUnfinished));
  }

  ofRun(runId: number): Dependent[] {
    return distinct(this.withDependents(eq(models.run_id, runId)));
  }

  /** The models of which `condition` holds, each with what depends on it. */
  withDependents(condition: SQL | undefined): Dependent[] {
    const found = this.#db.select({ id: models.id, name: models.name }).from(models).where(condition).all();
    return found.flatMap((model) => [{ kind: 'model', ...model }, ...this.dependents(model.id)]);
  }

  #wishOf(runId: number): Pick<TrainRequest, 'name' | 'description'> {
    return this.#runs.findById(runId)?.parameters ?? {};
  }
}

function prepare(db: Database) {
  const id = sql.placeholder('id');
  return {
    find: db.select().from(models).where(eq(models.id, id)).prepare(),
    insert: db.insert(models).values(placeholders(models)).returning().prepare(),
    evaluation: db.select().from(evaluations).where(eq(evaluations.model_id, id)).prepare(),
  };
}
