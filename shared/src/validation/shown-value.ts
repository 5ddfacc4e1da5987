const SHOWN_CHARACTERS = 80;
const FEW = 1000;

/** A value as messages show it: its JSON, cut where it is long, or in words where it holds more than a reader wants. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return cut(JSON.stringify(value.slice(0, SHOWN_CHARACTERS + 1)));
  if (!holdsFew(value)) return Array.isArray(value) ? `a list of ${value.length}` : 'a large object';
  return cut(JSON.stringify(value) ?? 'nothing');
}

/** Whether a parsed JSON value holds at most a thousand others. Looks at no more than that many objects and lists. */
export function holdsFew(value: unknown): boolean {
  const waiting = [value];
  let left = FEW;
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const held = Object.values(next);
    left -= held.length;
    if (left < 0) return false;
    waiting.push(...held);
  }
  return true;
}

function cut(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
