import type {
  Column,
  ColumnProfile,
  DatasetSource,
  Evaluation,
  Model,
  PreprocessingStep,
  ProgressData,
  Run,
  RunEvent,
} from '@ml-microservices/shared/contracts';
import { blob, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Times are ISO 8601 text in UTC, which sorts by time. JSON is text that only our contracts describe. */
const id = () => integer('id').primaryKey({ autoIncrement: true });
const times = { created_at: text('created_at').notNull(), updated_at: text('updated_at').notNull() };
const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

export const files = sqliteTable(
  'files',
  {
    id: id(),
    name: text('name').notNull(),
    media_type: text('media_type').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    ...times,
  },
  (table) => [index('files_sha256').on(table.sha256)],
);

/** The bytes of small files; those of larger ones are files themselves. */
export const blobs = sqliteTable('blobs', {
  sha256: text('sha256').primaryKey(),
  content: blob('content', { mode: 'buffer' }).notNull(),
});

const fileId = () =>
  integer('file_id')
    .notNull()
    .references(() => files.id);

export const datasets = sqliteTable('datasets', {
  id: id(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  file_id: fileId(),
  rows: integer('rows').notNull(),
  columns: json<Column[]>('columns').notNull(),
  target: text('target'),
  source: json<DatasetSource>('source').notNull(),
  source_kind: text('source_kind').notNull(),
  preprocessing: json<PreprocessingStep[]>('preprocessing').notNull(),
  profile: json<ColumnProfile[]>('profile').notNull(),
  /** Byte offset of every `ROWS_PER_MARK`-th row, so that a preview reads no more than it shows. */
  row_marks: json<number[]>('row_marks').notNull(),
  ...times,
});

export const runs = sqliteTable(
  'runs',
  {
    id: id(),
    kind: text('kind').$type<Run['kind']>().notNull(),
    status: text('status').$type<Run['status']>().notNull(),
    progress: real('progress').notNull(),
    stage: text('stage').notNull(),
    message: text('message').notNull(),
    /** null: the run works on rows of its request, or the dataset was deleted since. */
    dataset_id: integer('dataset_id').references(() => datasets.id, { onDelete: 'set null' }),
    /** The model that an inference uses, or that a training made; null before, or once it is deleted. */
    model_id: integer('model_id'),
    parameters: json<Run['parameters']>('parameters').notNull(),
    result: json<Run['result']>('result'),
    result_file_id: integer('result_file_id').references(() => files.id, { onDelete: 'set null' }),
    error: json<Run['error']>('error'),
    attempt: integer('attempt').notNull(),
    request_id: text('request_id').notNull(),
    created_at: text('created_at').notNull(),
    started_at: text('started_at'),
    finished_at: text('finished_at'),
    duration_ms: real('duration_ms'),
  },
  (table) => [
    index('runs_status').on(table.status),
    index('runs_dataset').on(table.dataset_id),
    index('runs_model').on(table.model_id),
  ],
);

export const models = sqliteTable(
  'models',
  {
    id: id(),
    name: text('name').notNull().unique(),
    description: text('description').notNull().default(''),
    model_type: text('model_type').$type<Model['model_type']>().notNull(),
    engine: text('engine').$type<Model['engine']>().notNull(),
    version: text('version').notNull(),
    file_id: fileId(),
    dataset_id: integer('dataset_id')
      .notNull()
      .references(() => datasets.id),
    test_dataset_id: integer('test_dataset_id').references(() => datasets.id),
    run_id: integer('run_id').notNull(),
    hyperparameters: json<Model['hyperparameters']>('hyperparameters').notNull(),
    features: json<Model['features']>('features').notNull(),
    target: text('target').notNull(),
    classes: json<Model['classes']>('classes').notNull(),
    preprocessing: json<Model['preprocessing']>('preprocessing').notNull(),
    metrics: json<Model['metrics']>('metrics').notNull(),
    /** Copies of single metrics, to sort by. */
    accuracy: real('accuracy'),
    roc_auc: real('roc_auc'),
    f1: real('f1'),
    log_loss: real('log_loss'),
    feature_importance: json<Model['feature_importance']>('feature_importance'),
    warnings: json<Model['warnings']>('warnings').notNull(),
    seed: integer('seed').notNull(),
    test_size: real('test_size').notNull(),
    threshold: real('threshold'),
    fingerprint: text('fingerprint').notNull(),
    ...times,
  },
  (table) => [index('models_dataset').on(table.dataset_id)],
);

/** Apart from the models, whose lists must stay small. */
export const evaluations = sqliteTable('evaluations', {
  model_id: integer('model_id')
    .primaryKey()
    .references(() => models.id, { onDelete: 'cascade' }),
  evaluation: json<Evaluation>('evaluation').notNull(),
  created_at: text('created_at').notNull(),
});

export const runEvents = sqliteTable(
  'run_events',
  {
    run_id: integer('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** Counts from 1 in each run. */
    sequence: integer('sequence').notNull(),
    event: text('event').$type<RunEvent['event']>().notNull(),
    data: json<ProgressData>('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.run_id, table.sequence] })],
);

export const idempotencyKeys = sqliteTable('idempotency_keys', {
  key: text('key').primaryKey(),
  fingerprint: text('fingerprint').notNull(),
  status: integer('status').notNull(),
  body: json<unknown>('body').notNull(),
  created_at: text('created_at').notNull(),
});
