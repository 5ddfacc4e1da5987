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

export const INTERRUPTED: RunError = {
  code: 'interrupted',
  message: 'The service was stopped before the predictions were done; please send the request again.',
};

/** What a failed run tells of its end. Causes that are ours to mend are for the log alone. */
export function faultOf(error: unknown): RunError {
  if (error instanceof RunFault || error instanceof TrainingError) return { code: error.code, message: error.message };
  if (error instanceof Problem) return { code: error.code, message: error.detail };
  return INTERNAL_FAULT;
}
