import Type, { type Static } from 'typebox';
import { progressExample, runExample } from './examples.js';
import { InlineFile } from './file.js';
import { Metrics } from './metrics.js';
import { NoticeValues, Phrase } from './notice.js';
import { PredictionResult } from './prediction.js';
import { closed, example, Id, ListQuery, Nullable, Page, Share, Timestamp } from './wire.js';

export const RunKind = Type.Enum(['training', 'inference']);
/** Only moves forward: queued, running, then one of the three that never change. */
export const RunStatus = Type.Enum(['queued', 'running', 'completed', 'failed', 'cancelled']);
const FINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const;

/** Whether a run of this status, or one that tells this event, has ended. */
export const isFinal = (status: string): status is (typeof FINAL_STATUSES)[number] =>
  FINAL_STATUSES.some((final) => final === status);

export const RunError = Type.Object(
  {
    code: Type.String(),
    message: Type.String(),
    reason: Type.Optional(
      Type.String({ description: 'Finer than `code`, and as stable: with `values` it says what `message` does.' }),
    ),
    values: Type.Optional(NoticeValues),
  },
  closed,
);
export const TrainingResult = Type.Object({ model_id: Id, metrics: Metrics }, closed);
export const RunResult = Type.Union([TrainingResult, PredictionResult]);
const LiveMetrics = Type.Record(Type.String(), Type.Number());
/** What `message` says, for who says it in another language. */
const Note = Type.Optional(Phrase);

export const Run = Type.Object(
  {
    id: Id,
    kind: RunKind,
    status: RunStatus,
    progress: Share,
    stage: Type.String(),
    message: Type.String(),
    dataset_id: Nullable(Id),
    model_id: Nullable(Id),
    parameters: Type.Record(Type.String(), Type.Unknown(), { description: 'The request, with its defaults.' }),
    result: Nullable(RunResult),
    result_file_id: Nullable(Id),
    error: Nullable(RunError),
    attempt: Type.Integer({ minimum: 1 }),
    request_id: Type.String(),
    created_at: Timestamp,
    started_at: Nullable(Timestamp),
    finished_at: Nullable(Timestamp),
    duration_ms: Nullable(Type.Number({ minimum: 0 })),
  },
  example(runExample),
);

const { result: _, ...receiptExample } = runExample;
/** A run for who made its result, and need not be sent it back. */
export const RunReceipt = Type.Object(Type.Omit(Run, ['result']).properties, example(receiptExample));

/**
 * A run that was done before it is stored comes as `completed`, with its result and the file of it. It may name the
 * states of the dataset and the model that it is for: where one has changed since, the run is refused with 409.
 */
export const RunNew = Type.Object(
  {
    kind: RunKind,
    status: Type.Optional(Type.Enum(['queued', 'running', 'completed'])),
    dataset_id: Type.Optional(Nullable(Id)),
    model_id: Type.Optional(Nullable(Id)),
    parameters: Type.Record(Type.String(), Type.Unknown()),
    started_at: Type.Optional(Timestamp),
    result: Type.Optional(RunResult),
    result_file: Type.Optional(InlineFile),
    dataset_updated_at: Type.Optional(Timestamp),
    model_updated_at: Type.Optional(Timestamp),
  },
  example({ kind: 'training', dataset_id: 1, parameters: { model_type: 'KNN' } }),
);

/**
 * A step of a run. `attempt` must be the run's own, unless it is the next one of a run that goes back to `queued`.
 * Each accepted update is one event of the run's progress, numbered from 1.
 */
export const RunUpdate = Type.Object(
  {
    attempt: Type.Integer({ minimum: 1 }),
    status: Type.Optional(RunStatus),
    progress: Type.Optional(Share),
    stage: Type.Optional(Type.String({ maxLength: 200 })),
    message: Type.Optional(Type.String({ maxLength: 2000 })),
    note: Note,
    metrics: Type.Optional(LiveMetrics),
    eta_ms: Type.Optional(Type.Number({ minimum: 0 })),
    result: Type.Optional(RunResult),
    error: Type.Optional(RunError),
  },
  example({ attempt: 1, status: 'running', progress: 0.5, stage: 'fit', message: '50 of 100 trees' }),
);

/** Whose word it is: only the attempt that a run is at may speak for it. */
export const RunAttemptQuery = Type.Object({ attempt: Type.Integer({ minimum: 1 }) }, closed);

/** The `data` of a progress event. */
export const ProgressData = Type.Object(
  {
    run_id: Id,
    status: RunStatus,
    progress: Share,
    stage: Type.String(),
    message: Type.String(),
    note: Note,
    metrics: Type.Optional(LiveMetrics),
    eta_ms: Type.Optional(Type.Number({ minimum: 0 })),
    result: Type.Optional(RunResult),
    error: Type.Optional(RunError),
  },
  example(progressExample),
);

const eventExample = { id: 2, event: 'progress', data: progressExample };

/** One event of a run: `id` counts from 1 in each run. */
export const RunEvent = Type.Object(
  {
    id: Type.Integer({ minimum: 1 }),
    event: Type.Enum(['progress', ...FINAL_STATUSES]),
    data: ProgressData,
  },
  closed,
);
export const RunEventsQuery = Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })) }, closed);
export const RunEvents = Type.Object({ items: Type.Array(RunEvent) }, example({ items: [eventExample] }));
export const RunStep = Type.Object({ run: Run, event: RunEvent }, example({ run: runExample, event: eventExample }));

export const RunList = Page(Run);
export const RunListQuery = ListQuery(['id', 'kind', 'status', 'created_at', 'finished_at', 'duration_ms'], {
  kind: Type.Optional(RunKind),
  status: Type.Optional(RunStatus),
  dataset_id: Type.Optional(Id),
  model_id: Type.Optional(Id),
});

/** A run that was accepted and goes on; its events are at `progress_url`. */
export const RunAccepted = Type.Object(
  { run_id: Id, status: RunStatus, progress_url: Type.String() },
  example({ run_id: 1, status: 'queued', progress_url: '/progress/1' }),
);

export type RunKind = Static<typeof RunKind>;
export type RunStatus = Static<typeof RunStatus>;
export type RunError = Static<typeof RunError>;
export type RunResult = Static<typeof RunResult>;
export type TrainingResult = Static<typeof TrainingResult>;
export type Run = Static<typeof Run>;
export type RunReceipt = Static<typeof RunReceipt>;
export type RunNew = Static<typeof RunNew>;
export type RunUpdate = Static<typeof RunUpdate>;
export type ProgressData = Static<typeof ProgressData>;
export type RunEvent = Static<typeof RunEvent>;
export type RunEvents = Static<typeof RunEvents>;
export type RunStep = Static<typeof RunStep>;
export type RunListQuery = Static<typeof RunListQuery>;
export type RunAccepted = Static<typeof RunAccepted>;

/** What an event tells of a run as it is; not its result, which may be large. */
export function progressOf({ id, status, progress, stage, message, error }: Run): ProgressData {
  return { run_id: id, status, progress, stage, message, ...(error && { error }) };
}
