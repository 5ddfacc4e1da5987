import { DEFAULT_PAGE_SIZE, type Page } from '@ml-microservices/shared/contracts';
import { and, asc, count, desc, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteSelect, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from './connection.js';
import { fold } from './fold.js';

interface Paging {
  limit?: number;
  offset?: number;
  sort?: string;
}

interface Listing {
  readonly table: SQLiteTable & { id: SQLiteColumn };
  /** What is read of each row, where it is not the whole of it. */
  readonly rows?: SQLiteSelect;
  readonly where: readonly (SQL | undefined)[];
  /** Columns to sort by, by the names that the contract allows. */
  readonly sortable: Readonly<Record<string, SQLiteColumn>>;
}

/** One page; rows that are equal in the order asked for follow by id, so that pages never overlap. */
export function listPage<T>(db: Database, { table, where, sortable, ...given }: Listing, paging: Paging): Page<T> {
  const { limit = DEFAULT_PAGE_SIZE, offset = 0, sort = '-id' } = paging;
  const condition = and(...where);
  const column = sortable[sort.replace(/^-/, '')];
  const direction = sort.startsWith('-') ? desc : asc;
  const rows = given.rows ?? db.select().from(table).$dynamic();
  const items = rows
    .where(condition)
    .orderBy(direction(column), direction(table.id))
    .limit(limit)
    .offset(offset)
    .all() as T[];
  const [{ total }] = db.select({ total: count() }).from(table).where(condition).all();
  return { items, total, limit, offset };
}

/** The text as a part of the column's, in any case. */
export function contains(column: SQLiteColumn, text: string | undefined): SQL | undefined {
  if (text === undefined) return undefined;
  return sql`instr(fold(${column}), ${fold(text)}) > 0`;
}
