import { eq, notExists, sql } from 'drizzle-orm';
import type { Database } from './connection.js';
import { placeholders } from './prepared.js';
import type { BlobRepository } from './repositories.js';
import { blobs, files } from './schema.js';

/** Deletes the bytes that no row refers to: a crash may have come between a row and its bytes. */
export function createBlobRepository(db: Database): BlobRepository {
  const references = db.select({ id: files.id }).from(files).where(eq(files.sha256, blobs.sha256));
  db.delete(blobs).where(notExists(references)).run();
  const ofSha256 = eq(blobs.sha256, sql.placeholder('sha256'));
  const find = db.select().from(blobs).where(ofSha256).prepare();
  const insert = db.insert(blobs).values(placeholders(blobs)).onConflictDoNothing().prepare();
  const remove = db.delete(blobs).where(ofSha256).prepare();
  return {
    find: (sha256) => find.get({ sha256 })?.content ?? null,
    save: (sha256, content) => void insert.run({ sha256, content }),
    delete: (sha256) => void remove.run({ sha256 }),
  };
}
