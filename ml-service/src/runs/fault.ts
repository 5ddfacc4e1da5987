import { Problem, type RunError } from '@ml-microservices/shared/contracts';
import { TrainingError } from '../training/training-error.js';

/** The end of a run that could not be done, as the user is told it. */
export class RunFault extends Error {
  override readonly name = 'RunFault';

  constructor(readonly error: RunError) {
    super(error.message);
  }

  get code(): string {
    return this.error.code;
  }
}

export const INTERNAL_FAULT: RunError = {
  code: 'internal_error',
  message: 'Something went wrong here; the log has the details.',
  reason: 'internal_error',
  values: {},
};

const DISK_FULL: RunError = {
  code: 'disk_full',
  message: 'The disk of ml_service is full; what the training made could not be kept.',
  reason: 'disk_full',
  values: {},
};

export const INTERRUPTED: RunError = {
  code: 'interrupted',
  message: 'The service was stopped before the predictions were done; please send the request again.',
  reason: 'interrupted',
  values: {},
};

/** Storage no longer takes this attempt's word: the run has ended, another attempt has it, or it was deleted. */
export function isFenced(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'conflict' || error.code === 'not_found');
}

/** What a failed run tells of its end. Causes that are ours to mend are for the log alone. */
export function faultOf(error: unknown): RunError {
  if (error instanceof RunFault) return error.error;
  if (error instanceof TrainingError) return error.toRunError();
  if (error instanceof Problem) return problemError(error);
  return (error as { code?: unknown } | undefined)?.code === 'ENOSPC' ? DISK_FULL : INTERNAL_FAULT;
}

/** The fault of one field speaks for the whole where that has no reason of its own. */
function problemError({ code, detail: message, extras }: Problem): RunError {
  const [fault] = extras.errors ?? [];
  const { reason, values } = extras.reason ? extras : (fault ?? extras);
  const line = /^line (\d+)$/.exec(fault?.path ?? '')?.[1];
  return {
    code,
    message,
    ...(reason && { reason, values: { ...values, ...(line && { line: Number(line) }) } }),
  };
}
