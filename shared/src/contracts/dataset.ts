import Type, { type Static } from 'typebox';
import { Column, ColumnProfile } from './column.js';
import { datasetExample } from './examples.js';
import { PreprocessingStep } from './preprocessing-step.js';
import {
  Cell,
  closed,
  Description,
  example,
  Id,
  ListQuery,
  Name,
  Nullable,
  Page,
  Row,
  Sha256,
  Timestamp,
} from './wire.js';

/** Where a dataset came from: an upload, a JSON body, or a batch of the collector. */
export const DatasetSource = Type.Object(
  {
    kind: Type.Enum(['upload', 'json', 'collector']),
    name: Type.Optional(Type.String({ description: 'Name of the file or of the collected source.' })),
    sha256: Type.Optional(Sha256),
    offset: Type.Optional(Type.Integer({ minimum: 0 })),
    size: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  closed,
);

export const Dataset = Type.Object(
  {
    id: Id,
    name: Name,
    description: Description,
    file_id: Id,
    rows: Type.Integer({ minimum: 0 }),
    columns: Type.Array(Column),
    target: Nullable(Type.String()),
    source: DatasetSource,
    preprocessing: Type.Array(PreprocessingStep),
    sha256: Sha256,
    bytes: Type.Integer({ minimum: 0 }),
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  example(datasetExample),
);

const Rows = Type.Array(Type.Union([Row, Type.Array(Cell)]), {
  description: 'Objects by column name, or arrays in the order of `columns`.',
});

/** A dataset from JSON: `columns` (names, or columns with type, role and categories) and `rows`, or `csv` text. */
export const DatasetNew = Type.Object(
  {
    name: Name,
    description: Type.Optional(Description),
    target: Type.Optional(Nullable(Type.String())),
    columns: Type.Optional(Type.Array(Type.Union([Type.String({ minLength: 1 }), Column]), { minItems: 1 })),
    rows: Type.Optional(Rows),
    csv: Type.Optional(Type.String()),
    source: Type.Optional(DatasetSource),
    preprocessing: Type.Optional(Type.Array(PreprocessingStep)),
  },
  example({
    name: 'two passengers',
    columns: ['Sex', 'Survived'],
    rows: [
      ['female', 1],
      ['male', 0],
    ],
  }),
);

export const DatasetUpdate = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    target: Type.Optional(Nullable(Type.String())),
    columns: Type.Optional(
      Type.Array(Column, { description: 'All columns in their stored order, with the roles and categories wanted.' }),
    ),
  },
  { ...example({ name: 'Titanic, complete', target: 'Survived' }), minProperties: 1 },
);

export const DatasetList = Page(Dataset);
export const DatasetListQuery = ListQuery(['id', 'name', 'rows', 'created_at', 'updated_at'], {
  name: Type.Optional(Type.String({ description: 'Part of the name, in any case.' })),
  source: Type.Optional(Type.Enum(['upload', 'json', 'collector'])),
});

export const PreviewQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  },
  closed,
);
export const DatasetPreview = Type.Object(
  {
    columns: Type.Array(Type.String()),
    rows: Type.Array(Row),
    total: Type.Integer({ minimum: 0 }),
    limit: Type.Integer({ minimum: 1 }),
    offset: Type.Integer({ minimum: 0 }),
  },
  example({ columns: ['Sex', 'Survived'], rows: [{ Sex: 'female', Survived: 1 }], total: 1, limit: 50, offset: 0 }),
);
export const ProfileQuery = Type.Object(
  { column: Type.Optional(Type.String({ description: 'One column alone, by its name.' })) },
  closed,
);
export const DatasetProfile = Type.Object(
  { dataset_id: Id, rows: Type.Integer({ minimum: 0 }), columns: Type.Array(ColumnProfile) },
  example({
    dataset_id: 1,
    rows: 1,
    columns: [{ name: 'Sex', type: 'categorical', missing: 0, distinct: 1, top: [{ value: 'female', count: 1 }] }],
  }),
);

export type DatasetSource = Static<typeof DatasetSource>;
export type Dataset = Static<typeof Dataset>;
export type DatasetNew = Static<typeof DatasetNew>;
export type DatasetUpdate = Static<typeof DatasetUpdate>;
export type DatasetListQuery = Static<typeof DatasetListQuery>;
export type PreviewQuery = Static<typeof PreviewQuery>;
export type DatasetPreview = Static<typeof DatasetPreview>;
export type ProfileQuery = Static<typeof ProfileQuery>;
export type DatasetProfile = Static<typeof DatasetProfile>;
