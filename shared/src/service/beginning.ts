/** What comes of `chunks` until it is more than so many bytes, and whether that is all. */
export async function beginning<T extends Uint8Array>(chunks: AsyncIterator<T>, bytes: number) {
  const first: T[] = [];
  for (let left = bytes; left >= 0; ) {
    const { value, done } = await chunks.next();
    if (done) return { first, isAll: true };
    first.push(value);
    left -= value.length;
  }
  return { first, isAll: false };
}

/** All chunks, of which the first ones were taken already. */
export async function* joined<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}
