import Type, { type Static } from 'typebox';
import { closed, Nullable } from './wire.js';

export const ColumnType = Type.Enum(['numeric', 'categorical']);

/**
 * What a column is for. A role given here wins over any guess of the training:
 * `identifier`, `text` and `ignored` columns are not learned from unless it asks for them by name.
 */
export const ColumnRole = Type.Enum(['feature', 'target', 'identifier', 'text', 'ignored']);

export const Column = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 1000 }),
    type: ColumnType,
    role: Type.Optional(ColumnRole),
    categories: Type.Optional(
      Type.Array(Type.String(), { description: 'The words of a categorical column in coding order: code 0 is first.' }),
    ),
    description: Type.Optional(Type.String()),
  },
  closed,
);

const Bin = Type.Object({ from: Type.Number(), to: Type.Number(), count: Type.Integer() }, closed);
const Frequency = Type.Object({ value: Type.String(), count: Type.Integer() }, closed);

/** A column described by its values. Quantiles and moments are of the values present; `null` where there is none. */
export const ColumnProfile = Type.Object(
  {
    name: Type.String(),
    type: ColumnType,
    missing: Type.Integer({ minimum: 0 }),
    distinct: Type.Integer({ minimum: 0 }),
    distinct_is_more: Type.Optional(
      Type.Boolean({ description: 'There are more distinct values than `distinct`, which is where counting stopped.' }),
    ),
    min: Type.Optional(Nullable(Type.Number())),
    max: Type.Optional(Nullable(Type.Number())),
    mean: Type.Optional(Nullable(Type.Number())),
    std: Type.Optional(Nullable(Type.Number())),
    quantiles: Type.Optional(
      Type.Object({ q25: Nullable(Type.Number()), q50: Nullable(Type.Number()), q75: Nullable(Type.Number()) }, closed),
    ),
    histogram: Type.Optional(Type.Array(Bin)),
    unread_number: Type.Optional(
      Type.String({
        description: 'Of words that nearly all look like numbers, one that cannot be read as such: `1.234,50`, `n/a`.',
      }),
    ),
    date: Type.Optional(
      Type.String({ description: 'Of words that nearly all are dates, the first: `2024-01-31`, `31.01.2024 10:15`.' }),
    ),
    top: Type.Optional(
      Type.Array(Frequency, {
        description:
          'The most frequent of the `distinct` values, each counted in all rows; not told where there are more values and none is frequent.',
      }),
    ),
  },
  closed,
);

export type ColumnType = Static<typeof ColumnType>;
export type ColumnRole = Static<typeof ColumnRole>;
export type Column = Static<typeof Column>;
export type ColumnProfile = Static<typeof ColumnProfile>;
