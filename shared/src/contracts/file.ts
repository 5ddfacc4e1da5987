import Type, { type Static } from 'typebox';
import { fileExample } from './examples.js';
import { closed, example, Id, ListQuery, Name, Page, Sha256, Timestamp } from './wire.js';

/** A stored file: content-addressed bytes under a name that is kept as text only. */
export const StoredFile = Type.Object(
  {
    id: Id,
    name: Name,
    media_type: Type.String(),
    bytes: Type.Integer({ minimum: 0 }),
    sha256: Sha256,
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  example(fileExample),
);

/** A small file that comes within the request that it belongs to. */
export const InlineFile = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 300 }),
    media_type: Type.String(),
    content: Type.String(),
    encoding: Type.Optional(Type.Enum(['utf8', 'base64'], { default: 'utf8' })),
  },
  closed,
);

export const FileUpdate = Type.Object(
  { name: Type.Optional(Name) },
  { ...example({ name: 'passengers.csv' }), minProperties: 1 },
);
export const FileList = Page(StoredFile);
export const FileListQuery = ListQuery(['id', 'name', 'bytes', 'created_at'], { name: Type.Optional(Type.String()) });

export type InlineFile = Static<typeof InlineFile>;
export type StoredFile = Static<typeof StoredFile>;
export type FileUpdate = Static<typeof FileUpdate>;
export type FileListQuery = Static<typeof FileListQuery>;
