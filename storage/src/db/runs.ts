import {
  found,
  isFinal,
  type Page,
  Problem,
  progressOf,
  type Run,
  type RunEvent,
  RunKind,
  type RunListQuery,
  RunStatus,
  type RunStep,
  type RunUpdate,
  type TrainingResult,
} from '@ml-microservices/shared/contracts';
import { and, asc, count, eq, gt, max, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import { deleteFile } from './files.js';
import { listPage } from './paging.js';
import { placeholders } from './prepared.js';
import type { RunRecord, RunRepository } from './repositories.js';
import { checkStep, timesOf } from './run-steps.js';
import { runEvents, runs } from './schema.js';

const sortable = {
  id: runs.id,
  kind: runs.kind,
  status: runs.status,
  created_at: runs.created_at,
  finished_at: runs.finished_at,
  duration_ms: runs.duration_ms,
};

/** What an event tells that the run itself does not keep. */
type Live = Pick<RunUpdate, 'metrics' | 'eta_ms' | 'note'>;

/** Runs also know how they are completed, for the transaction that publishes a model. */
export class SqliteRuns implements RunRepository {
  readonly #db: Database;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database) {
    this.#db = db;
    this.#statements = prepare(db);
  }

  findById(id: number): Run | null {
    return this.#statements.find.get({ id }) ?? null;
  }

  tally() {
    const { kind, status } = runs;
    const found = this.#db.select({ kind, status, total: count() }).from(runs).groupBy(kind, status).all();
    return RunKind.enum.flatMap((kind) =>
      RunStatus.enum.map((status) => {
        const total = found.find((one) => one.kind === kind && one.status === status)?.total ?? 0;
        return { kind, status, total };
      }),
    );
  }

  create(run: RunRecord, requestId: string): Run {
    const { status = 'queued' } = run;
    const isDone = status === 'completed';
    // A run that is stored when it is done was there since its work began.
    const created_at = (isDone && run.started_at) || new Date().toISOString();
    const first = {
      progress: isDone ? 1 : 0,
      stage: isDone ? 'done' : status,
      message: '',
      attempt: 1,
      request_id: requestId,
      created_at,
      ...timesOf({ started_at: created_at, created_at }, status),
    };
    return this.#db.transaction(
      () => {
        // Not returned by the statement: a result would be parsed again.
        const row = { ...EMPTY, ...run, ...first, status };
        const created = { id: Number(this.#statements.insert.run(row).lastInsertRowid), ...row };
        this.#appendEvent(created, {});
        return created;
      },
      { behavior: 'immediate' },
    );
  }

  list({ kind, status, dataset_id, model_id, ...paging }: RunListQuery): Page<Run> {
    const where = [
      kind ? eq(runs.kind, kind) : undefined,
      status ? eq(runs.status, status) : undefined,
      dataset_id ? eq(runs.dataset_id, dataset_id) : undefined,
      model_id ? eq(runs.model_id, model_id) : undefined,
    ];
    return listPage<Run>(this.#db, { table: runs, where, sortable }, paging);
  }

  update(id: number, changes: RunUpdate): { step: RunStep; unused: string[] } | null {
    const isLost = changes.status === 'failed' || changes.status === 'cancelled';
    return this.#db.transaction(
      () => {
        const fileId = this.findById(id)?.result_file_id ?? null;
        const step = this.#step(id, changes, isLost ? { result_file_id: null } : {});
        return step && { step, unused: isLost ? deleteFile(this.#db, fileId) : [] };
      },
      { behavior: 'immediate' },
    );
  }

  addResultFile(id: number, attempt: number, fileId: number): void {
    const run = found('run', id, this.findById(id));
    checkStep(run, { attempt });
    if (run.result_file_id) throw new Problem('conflict', `Run ${id} has the file ${run.result_file_id} already.`);
    this.#statements.update.get({ ...run, result_file_id: fileId });
  }

  complete(id: number, attempt: number, result: TrainingResult): RunStep {
    const end = { status: 'completed', progress: 1, stage: 'done', message: 'the model is stored' } as const;
    const note = { code: 'model_stored', values: {} };
    const step = this.#step(id, { attempt, ...end, note, result }, { model_id: result.model_id });
    if (!step) throw new Problem('conflict', `There is no run ${id} to publish a model for.`);
    return step;
  }

  delete(id: number): string[] {
    const run = this.#db.delete(runs).where(eq(runs.id, id)).returning().get();
    return deleteFile(this.#db, run?.result_file_id ?? null);
  }

  events(id: number, after: number): RunEvent[] {
    const events = this.#statements.events.all({ id, after });
    const last = events.at(-1);
    const result = last && isFinal(last.event) ? this.findById(id)?.result : null;
    if (last && result) last.data = { ...last.data, result };
    return events;
  }

  #step(id: number, changes: RunUpdate, more: Partial<Run> = {}): RunStep | null {
    const run = this.findById(id);
    if (!run) return null;
    checkStep(run, changes);
    const { metrics, eta_ms, note, ...fields } = changes;
    const values = { ...fields, ...more, ...timesOf(run, changes.status) };
    const updated = this.#statements.update.get({ ...run, ...values });
    if (!updated) return null;
    return { run: updated, event: this.#appendEvent(updated, { metrics, eta_ms, note }) };
  }

  /** Kept without the result, which the run has: the last event gets it from there. */
  #appendEvent(run: Run, { note, metrics, eta_ms }: Live): RunEvent {
    const id = (this.#statements.lastEvent.get({ id: run.id })?.sequence ?? 0) + 1;
    const event = isFinal(run.status) ? run.status : 'progress';
    const data = {
      ...progressOf(run),
      ...(note && { note }),
      ...(metrics && { metrics }),
      ...(eta_ms !== undefined && { eta_ms }),
    };
    this.#statements.insertEvent.run({ run_id: run.id, sequence: id, event, data });
    return { id, event, data: { ...data, ...(run.result && { result: run.result }) } };
  }
}

const EMPTY = {
  dataset_id: null,
  model_id: null,
  result: null,
  result_file_id: null,
  error: null,
  started_at: null,
  finished_at: null,
  duration_ms: null,
};

function prepare(db: Database) {
  const id = sql.placeholder('id');
  const ofId = eq(runs.id, id);
  return {
    find: db.select().from(runs).where(ofId).prepare(),
    insert: db.insert(runs).values(placeholders(runs)).prepare(),
    update: db.update(runs).set(placeholders(runs)).where(ofId).returning().prepare(),
    lastEvent: db
      .select({ sequence: max(runEvents.sequence) })
      .from(runEvents)
      .where(eq(runEvents.run_id, id))
      .prepare(),
    events: db
      .select({ id: runEvents.sequence, event: runEvents.event, data: runEvents.data })
      .from(runEvents)
      .where(and(eq(runEvents.run_id, id), gt(runEvents.sequence, sql.placeholder('after'))))
      .orderBy(asc(runEvents.sequence))
      .prepare(),
    insertEvent: db.insert(runEvents).values(placeholders(runEvents)).prepare(),
  };
}
