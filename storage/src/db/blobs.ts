import { eq, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import { placeholders } from './prepared.js';
import type { BlobRepository } from './repositories.js';
import { blobs } from './schema.js';

export function createBlobRepository(db: Database): BlobRepository {
  const ofSha256 = eq(blobs.sha256, sql.placeholder('sha256'));
  const find = db.select().from(blobs).where(ofSha256).prepare();
  const insert = db.insert(blobs).values(placeholders(blobs)).onConflictDoNothing().prepare();
  const remove = db.delete(blobs).where(ofSha256).prepare();
  const list = db.select({ sha256: blobs.sha256 }).from(blobs).prepare();
  return {
    find: (sha256) => find.get({ sha256 })?.content ?? null,
    save: (sha256, content) => void insert.run({ sha256, content }),
    delete: (sha256) => void remove.run({ sha256 }),
    list: () => list.all().map(({ sha256 }) => sha256),
  };
}
