import { Problem, type RunError } from '@ml-microservices/shared/contracts';
import { TrainingError } from '../training/training-error.js';

/** The end of a run that could not be done, as the user is told it. */
export class RunFault extends Error {
  override readonly name = 'RunFault';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const INTERNAL_FAULT: RunError = {
  code: 'internal_error',
  message: 'Something went wrong here; the log has the details.',
};

const DISK_FULL: RunError = {
  code: 'disk_full',
  message: 'The disk of ml_service is full; what the training made could not be kept.',
};

export const INTERRUPTED: RunError = {
  code: 'interrupted',
  message: 'The service was stopped before the predictions were done; please send the request again.',
};

/** Storage no longer takes this attempt's word: the run has ended, another attempt has it, or it was deleted. */
export function isFenced(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'conflict' || error.code === 'not_found');
}

/** What a failed run tells of its end. Causes that are ours to mend are for the log alone. */
export function faultOf(error: unknown): RunError {
  if (error instanceof RunFault || error instanceof TrainingError) return { code: error.code, message: error.message };
  if (error instanceof Problem) return { code: error.code, message: error.detail };
  return (error as { code?: unknown } | undefined)?.code === 'ENOSPC' ? DISK_FULL : INTERNAL_FAULT;
}
