import { Failure, Stopped } from './failure.mjs';

/**
 * Runs a command of the user's: a failure is its message and exit code 1. Ctrl-C and SIGTERM abort the signal that
 * `work` gets.
 * @param {(signal: AbortSignal) => Promise<void>} work
 */
export async function entry(work) {
  const stop = new AbortController();
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => stop.abort(new Stopped(name)));
  }
  // A terminal or a pipe that was closed must not keep what runs from being stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    await work(stop.signal);
  } catch (error) {
    if (error instanceof Stopped) return;
    process.exitCode = 1;
    console.error(isTheUsers(error) ? error.message : error);
  }
}

/**
 * Whether the message alone says what to mend, as where a file may not be written: `EROFS: read-only file system, …`.
 * @param {unknown} error
 * @returns {error is Error}
 */
function isTheUsers(error) {
  return error instanceof Failure || (error instanceof Error && 'syscall' in error && 'path' in error);
}
