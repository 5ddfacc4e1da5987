import { inArray, type SQL } from 'drizzle-orm';
import type { Database } from './connection.js';
import type { Dependent } from './repositories.js';
import { runs } from './schema.js';

export const isUnfinished = inArray(runs.status, ['queued', 'running']);

/** The runs of which `condition` holds. */
export function dependentRuns(db: Database, condition: SQL | undefined): Dependent[] {
  const rows = db.select({ id: runs.id, name: runs.kind, status: runs.status }).from(runs).where(condition).all();
  return rows.map((run) => ({ kind: 'run', ...run }));
}

/** Each thing once, however many ways lead to it. */
export function distinct(dependents: readonly Dependent[]): Dependent[] {
  return [...new Map(dependents.map((dependent) => [`${dependent.kind} ${dependent.id}`, dependent])).values()];
}
