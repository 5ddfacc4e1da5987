import { DeleteQuery, IdParams, Problem } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import Type from 'typebox';
import type { Dependent } from '../db/repositories.js';
import type { Services } from './services.js';

type Noun = 'file' | 'dataset' | 'model' | 'run';

interface Deletion {
  readonly dependents: readonly Dependent[];
  /** Deletes the rows; answers the sha256s whose bytes may now be unused. */
  readonly remove: () => readonly string[];
}

const DESCRIPTION =
  'Refused while something needs it, unless that goes too (`cascade`), and always while a run works with it. Runs that ' +
  'have ended need nothing: they stay as a record, each with the file of its result, which goes with its run.';

/** `deletionOf` says what goes with the thing of this id; it throws where there is none. */
export function deleteRoute(app: App, noun: Noun, deletionOf: (id: number) => Deletion, services: Services): void {
  const schema = {
    tags: [`${noun}s`],
    summary: `Delete a ${noun}`,
    description: DESCRIPTION,
    params: IdParams,
    querystring: DeleteQuery,
    response: { 204: Type.Null(), ...problemResponses('not_found', 'conflict', 'has_dependents') },
  };
  app.delete(`/${noun}s/:id`, { schema }, async ({ params: { id }, query }, reply) => {
    const what = `${noun[0].toUpperCase()}${noun.slice(1)} ${id}`;
    await deleteThing(what, query.cascade ?? false, deletionOf(id), services);
    return reply.code(204).send(null);
  });
}

/** Deletes rows and then bytes. Refused while runs work on it, and while other things need it unless they go too. */
async function deleteThing(what: string, cascade: boolean, deletion: Deletion, services: Services): Promise<void> {
  const dependents = [...deletion.dependents];
  const working = dependents.filter(({ status }) => status === 'queued' || status === 'running');
  if (working.length > 0) {
    throw new Problem('has_dependents', `${what} is in use by ${names(working)}; wait for the end or cancel.`, {
      reason: 'in_use',
      values: { count: working.length },
      dependents,
    });
  }
  if (dependents.length > 0 && !cascade) {
    throw new Problem('has_dependents', `${what} is needed by ${names(dependents)}; ?cascade=true deletes them too.`, {
      dependents,
    });
  }
  const unused = services.repositories.transaction(deletion.remove);
  for (const sha256 of unused) await services.content.release(sha256);
}

const MAX_SHOWN = 5;

function names(dependents: readonly Dependent[]): string {
  const shown = dependents.slice(0, MAX_SHOWN).map(({ kind, id }) => `${kind} ${id}`);
  const more = dependents.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
