interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: unknown;
  readonly cause?: LoggedError | string;
}

const MAX_TEXT = 500;
const MAX_DEPTH = 5;

/**
 * What a log tells of an error: these fields and no others. Libraries hang requests with their headers and bodies on
 * their errors, keys and all.
 */
export function loggedError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return String(error).slice(0, MAX_TEXT);
  const { name, message, stack, cause } = error;
  const { code } = error as NodeJS.ErrnoException;
  return {
    type: name,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && depth < MAX_DEPTH && { cause: loggedError(cause, depth + 1) }),
  };
}
