const ISOLATE = '\u2068';
const END = '\u2069';
/** Starts and ends of isolates. */
const ISOLATES = /[\u2066-\u2069]/g;
/** Letters of scripts that go from right to left, and characters that set a direction. */
const TURNING = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\p{Bidi_Control}]/u;

/** Text of someone else as it can stand in a sentence: what turns its direction turns none of the sentence. */
export function isolated(text: string): string {
  return TURNING.test(text) ? ISOLATE + balanced(text) + END : text;
}

/** The same with each text in it isolated; names of properties as well, which may be names of columns. */
export function isolatedWithin<T>(value: T): T {
  if (typeof value === 'string') return isolated(value) as T;
  if (Array.isArray(value)) return value.map(isolatedWithin) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [isolated(name), isolatedWithin(part)])) as T;
}

/** With an end for each isolate that starts in it, and no other: it would be that of the isolate around. */
function balanced(text: string): string {
  let open = 0;
  const kept = text.replace(ISOLATES, (mark) => {
    if (mark === END && open === 0) return '';
    open += mark === END ? -1 : 1;
    return mark;
  });
  return kept + END.repeat(open);
}
