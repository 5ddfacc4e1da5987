import { eq, lt, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import { placeholders } from './prepared.js';
import type { IdempotencyRepository } from './repositories.js';
import { idempotencyKeys } from './schema.js';

const MS_PER_HOUR = 3_600_000;

export function createIdempotencyRepository(db: Database, keepHours: number): IdempotencyRepository {
  const find = db
    .select()
    .from(idempotencyKeys)
    .where(eq(idempotencyKeys.key, sql.placeholder('key')))
    .prepare();
  const insert = db.insert(idempotencyKeys).values(placeholders(idempotencyKeys)).prepare();
  return {
    find: (key) => find.get({ key }) ?? null,
    save: (answer) => void insert.run({ ...answer, created_at: new Date().toISOString() }),
    deleteExpired() {
      const oldest = new Date(Date.now() - keepHours * MS_PER_HOUR).toISOString();
      db.delete(idempotencyKeys).where(lt(idempotencyKeys.created_at, oldest)).run();
    },
  };
}
