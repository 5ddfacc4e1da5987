/** The first `length` UTF-16 units of a text, but for half of a pair at their end, which is no text. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
