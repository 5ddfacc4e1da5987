/**
 * What tasks come to, in their order. A task is begun as soon as it comes, though others are under way; at most `most`
 * of them are begun and not yet taken, so that memory does not grow where it is the taking that is slow.
 */
export async function* inOrder<T>(tasks: AsyncIterable<() => Promise<T>>, most: number): AsyncGenerator<T> {
  const begun: { readonly result: Promise<T>; isSettled: boolean }[] = [];
  for await (const task of tasks) {
    const result = task();
    const entry = { result, isSettled: false };
    const settle = () => {
      entry.isSettled = true;
    };
    // Also where nobody comes to take it any more.
    result.then(settle, settle);
    begun.push(entry);
    for (let first = begun[0]; begun.length === most || first?.isSettled; first = begun[0]) {
      begun.shift();
      yield first.result;
    }
  }
  for (const { result } of begun) yield result;
}
