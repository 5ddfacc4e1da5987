/** Stops the start of a service; its message is one line that says what is wrong and what to do about it. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}
