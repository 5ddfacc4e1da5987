import Type, { type Static, type TObject, type TSchema } from 'typebox';

/** Largest id that a JSON number carries without loss. */
const MAX_ID = Number.MAX_SAFE_INTEGER;

/** Objects on the wire are closed: an unknown field is refused by its name, never dropped. */
export const closed = { additionalProperties: false } as const;

/** A closed object with an example of its value, which the API documents show. */
export const example = <T>(value: T) => ({ ...closed, examples: [value] });

export const Id = Type.Integer({ minimum: 1, maximum: MAX_ID, description: 'Identifier, counted from 1.' });
export const Timestamp = Type.String({ format: 'date-time', description: 'ISO 8601, UTC.' });
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, 64 hexadecimal digits.' });
export const Name = Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\u0000]*$' });
/** How many there are. */
export const Count = Type.Integer({ minimum: 0 });
/** A part of a whole, or a probability. */
export const Share = Type.Number({ minimum: 0, maximum: 1 });
export const Description = Type.String({ maxLength: 10_000 });

/** `schema` or null; a scalar becomes a list of types, which validators and generated clients read best. */
export const Nullable = <T extends TSchema>(schema: T) => {
  const { type } = schema as { type?: unknown };
  return typeof type === 'string' && type !== 'object' && type !== 'array'
    ? Type.Unsafe<Static<T> | null>({ ...schema, type: [type, 'null'] })
    : Type.Unsafe<Static<T> | null>({ anyOf: [schema, { type: 'null' }] });
};

export const IdParams = Type.Object({ id: Id }, closed);

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 500;

/** Query of a list: a page, an order from an allow-list (`-` in front for descending) and the noun's own filters. */
export const ListQuery = <const Sort extends string, Filters extends Record<string, TSchema>>(
  sortable: readonly Sort[],
  filters: Filters,
) =>
  Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE })),
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_ID, default: 0 })),
      sort: Type.Optional(Type.Enum(sortable.flatMap((name) => [name, `-${name}` as const]))),
      ...filters,
    },
    closed,
  );

/** A page of a list: `total` counts all that match, not only the items given. */
export const Page = <T extends TObject>(item: T) => {
  const { examples = [] } = item as { examples?: unknown[] };
  return Type.Object(
    {
      items: Type.Array(item),
      total: Type.Integer({ minimum: 0 }),
      limit: Type.Integer({ minimum: 1 }),
      offset: Type.Integer({ minimum: 0 }),
    },
    example({ items: examples, total: examples.length, limit: DEFAULT_PAGE_SIZE, offset: 0 }),
  );
};

export interface Page<T> {
  items: T[];
  total: number;
  limit: number;
  offset: number;
}

export const DeleteQuery = Type.Object(
  { cascade: Type.Optional(Type.Boolean({ default: false, description: 'Delete what depends on it too.' })) },
  closed,
);

/** One cell of a table: text, a number, or `null` for a missing value. */
export const Cell = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] });
/** A row by column names. */
export const Row = Type.Record(Type.String(), Cell);

export type Id = Static<typeof Id>;
export type IdParams = Static<typeof IdParams>;
export type DeleteQuery = Static<typeof DeleteQuery>;
export type Cell = Static<typeof Cell>;
export type Row = Static<typeof Row>;
