import type { Dependent } from './repositories.js';

/** Each thing once, however many ways lead to it. */
export function distinct(dependents: readonly Dependent[]): Dependent[] {
  return [...new Map(dependents.map((dependent) => [`${dependent.kind} ${dependent.id}`, dependent])).values()];
}
