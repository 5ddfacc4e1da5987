import type { Role, Session } from '@ml-microservices/shared/contracts';
import { createQuery } from '@tanstack/svelte-query';
import { sessionQuery } from '../api/queries.js';

/** Each role may what those before it may. */
const RANKS: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };

/** Whether the visitor of a session has at least this role; who is asked for no key has every role. */
function mayAs(role: Role, session: Session | undefined): boolean {
  if (!session?.required) return true;
  return session.caller !== null && RANKS[session.caller.role] >= RANKS[role];
}

/** What the visitor may do: the services refuse the rest, so that a page does not offer it. For components. */
export function createRights() {
  const session = createQuery(sessionQuery);
  return { may: (role: Role) => mayAs(role, session.data) };
}
