import Type, { type Static } from 'typebox';
import { Column, ColumnProfile } from './column.js';
import { sourceInfoExample } from './examples.js';
import { PreprocessingStep } from './preprocessing-step.js';
import { closed, example, ListQuery, Nullable, Page, Row, Sha256, Timestamp } from './wire.js';

export const MAX_BATCH_SIZE = 10_000;
const Offset = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const BatchQuery = Type.Object(
  {
    size: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_BATCH_SIZE, description: 'Default: from the config.' }),
    ),
    offset: Type.Optional(Offset),
  },
  closed,
);

/** `size` is the number of rows given; `next_offset` is null where the source ended before the batch began. */
export const Batch = Type.Object(
  {
    source: Type.String(),
    offset: Offset,
    size: Type.Integer({ minimum: 0 }),
    total: Type.Integer({ minimum: 0 }),
    next_offset: Nullable(Offset),
    columns: Type.Array(Type.String()),
    rows: Type.Array(Row),
  },
  example({
    source: 'titanic',
    offset: 0,
    size: 1,
    total: 891,
    next_offset: 1,
    columns: ['Sex', 'Age'],
    rows: [{ Sex: 'male', Age: 22 }],
  }),
);

export const SourceColumn = Type.Object({ ...ColumnProfile.properties, dictionary: Type.Optional(Column) }, closed);
export const SourceInfo = Type.Object(
  {
    name: Type.String(),
    origin: Type.String(),
    sha256: Sha256,
    total: Type.Integer({ minimum: 0 }),
    cursor: Offset,
    target: Nullable(Type.String()),
    columns: Type.Array(SourceColumn),
    preprocessing: Type.Array(PreprocessingStep, { description: 'What was done to read its text.' }),
  },
  example(sourceInfoExample),
);

export const CursorReset = Type.Object(
  { offset: Type.Literal(0), previous_offset: Offset },
  example({ offset: 0, previous_offset: 100 }),
);

export const Access = Type.Object(
  {
    time: Timestamp,
    request_id: Type.String(),
    client: Type.String(),
    endpoint: Type.String(),
    offset: Nullable(Offset),
    size: Nullable(Type.Integer({ minimum: 0 })),
    rows: Nullable(Type.Integer({ minimum: 0 })),
    duration_ms: Type.Number({ minimum: 0 }),
  },
  example({
    time: '2026-01-15T12:00:00.000Z',
    request_id: 'a1',
    client: '127.0.0.1',
    endpoint: 'GET /batch',
    offset: 0,
    size: 100,
    rows: 100,
    duration_ms: 0.8,
  }),
);

export const AccessList = Page(Access);
export const AccessListQuery = ListQuery(['time'], {});

export type BatchQuery = Static<typeof BatchQuery>;
export type Batch = Static<typeof Batch>;
export type SourceColumn = Static<typeof SourceColumn>;
export type SourceInfo = Static<typeof SourceInfo>;
export type CursorReset = Static<typeof CursorReset>;
export type AccessListQuery = Static<typeof AccessListQuery>;
export type Access = Static<typeof Access>;
