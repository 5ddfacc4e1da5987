import Type, { type Static } from 'typebox';
import { closed, example } from './wire.js';

/** What the holder of a key may do; each role may what those before it may. */
export const ROLES = ['viewer', 'editor', 'admin'] as const;

export const Role = Type.Enum([...ROLES], {
  description: 'viewer reads; editor creates, changes, trains and predicts; admin deletes, resets and all else.',
});

/** Someone that a key was given to. */
export const Caller = Type.Object({ name: Type.String(), role: Role }, closed);

/** Begins a session in the browser. */
export const SessionNew = Type.Object(
  { key: Type.String({ minLength: 1, maxLength: 256, description: 'An API key.' }) },
  example({ key: 'mlk_…' }),
);

/** Whether a key is asked for at all, and whose the session is; null without one. */
export const Session = Type.Object(
  { required: Type.Boolean(), caller: Type.Union([Caller, Type.Null()]) },
  example({ required: true, caller: { name: 'alice', role: 'editor' } }),
);

export type Role = Static<typeof Role>;
export type Caller = Static<typeof Caller>;
export type SessionNew = Static<typeof SessionNew>;
export type Session = Static<typeof Session>;
