import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

type Placeholders<T extends SQLiteTable> = { [Column in keyof T['$inferSelect']]: SQL };

/**
 * A placeholder for each column but the id, by the column's name, for statements that are prepared once: to build one
 * anew takes longer than to run it.
 */
export function placeholders<T extends SQLiteTable>(table: T): Omit<Placeholders<T>, 'id'> {
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => name !== 'id');
  return Object.fromEntries(
    columns.map(([name, column]) => {
      const value = sql.param(sql.placeholder(name), column);
      // A missing value would be the text of a JSON null.
      return [name, column.dataType === 'json' && !column.notNull ? sql`nullif(${value}, 'null')` : sql`${value}`];
    }),
  ) as Omit<Placeholders<T>, 'id'>;
}
