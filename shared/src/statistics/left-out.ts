import type { ColumnRole } from '../contracts/index.js';

/** Whether a column of this role is not learned from, unless a training asks for it by name. */
export const isLeftOut = (role: ColumnRole | undefined): boolean =>
  role === 'identifier' || role === 'text' || role === 'ignored';
