import type { Run } from '@ml-microservices/shared/contracts';

/** The statuses of a run that has ended, which are also the names of its last event. */
export const FINAL_STATUSES = ['completed', 'failed', 'cancelled'] as const satisfies Run['status'][];

export function isFinal({ status }: Pick<Run, 'status'>): boolean {
  return FINAL_STATUSES.some((final) => final === status);
}
