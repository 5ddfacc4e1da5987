import { eq, lt } from 'drizzle-orm';
import type { Database } from './connection.js';
import type { IdempotencyRepository } from './repositories.js';
import { idempotencyKeys } from './schema.js';

const MS_PER_HOUR = 3_600_000;

export function createIdempotencyRepository(db: Database, keepHours: number): IdempotencyRepository {
  return {
    find: (key) => db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key)).get() ?? null,
    save: (answer) =>
      void db
        .insert(idempotencyKeys)
        .values({ ...answer, created_at: new Date().toISOString() })
        .run(),
    deleteExpired() {
      const oldest = new Date(Date.now() - keepHours * MS_PER_HOUR).toISOString();
      db.delete(idempotencyKeys).where(lt(idempotencyKeys.created_at, oldest)).run();
    },
  };
}
