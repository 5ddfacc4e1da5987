import { Problem } from '@ml-microservices/shared/contracts';
import type { Content } from '../blobs/content.js';
import type { Dependent, Repositories } from '../db/repositories.js';

interface Deletion {
  /** Such as `dataset 3`. */
  readonly what: string;
  readonly cascade: boolean;
  readonly dependents: readonly Dependent[];
  /** Deletes the rows; answers the sha256s whose bytes may now be unused. */
  readonly remove: () => readonly string[];
}

/** Deletes rows and then bytes. Refused while runs work on it, and while other things need it unless they go too. */
export async function deleteThing(deletion: Deletion, { transaction }: Repositories, content: Content): Promise<void> {
  const { what, cascade, remove } = deletion;
  const dependents = [...deletion.dependents];
  const working = dependents.filter(({ status }) => status === 'queued' || status === 'running');
  if (working.length > 0) {
    throw new Problem('has_dependents', `${what} is in use by ${names(working)}; wait for the end or cancel.`, {
      dependents,
    });
  }
  if (dependents.length > 0 && !cascade) {
    throw new Problem('has_dependents', `${what} is needed by ${names(dependents)}; ?cascade=true deletes them too.`, {
      dependents,
    });
  }
  for (const sha256 of transaction(remove)) await content.release(sha256);
}

const MAX_SHOWN = 5;

function names(dependents: readonly Dependent[]): string {
  const shown = dependents.slice(0, MAX_SHOWN).map(({ kind, id }) => `${kind} ${id}`);
  const more = dependents.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
