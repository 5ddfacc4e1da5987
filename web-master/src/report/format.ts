const counting = new Intl.NumberFormat('en');

export const NOT_DEFINED = '–';
/** Less than this is the rounding of sums. */
const ROUNDING = 1e-12;

/** Digits beyond which a sum tells its own rounding: of 0.0475, come by in two ways, one was 0.047 and one 0.048. */
const CERTAIN_DIGITS = 13;

/** With a true minus sign, and no minus before a zero. */
export function fixed(value: number, decimals: number): string {
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const digits = Number(Math.abs(value).toPrecision(CERTAIN_DIGITS)).toLocaleString('en', options);
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

export function count(value: number): string {
  return counting.format(value);
}

/** `1 row`, `891 rows`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A share of a whole, `82.1 %`, that no line breaks: no share of some rows is 0, and none of less than all is all. */
export function percent(share: number): string {
  const digits = (share * 100).toFixed(1);
  if (digits === '0.0' && share > ROUNDING) return '<\u00a00.1\u00a0%';
  if (digits === '100.0' && share < 1 - ROUNDING) return '>\u00a099.9\u00a0%';
  return `${digits}\u00a0%`;
}

/** A setting or learned value with up to six digits that count. */
export function plain(value: string | number | boolean | null): string {
  if (value === null) return 'none';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
}

/** Probabilities of tests: as small as they are told apart. */
export function chance(p: number | null): string {
  if (p === null) return NOT_DEFINED;
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** `1 of 8 rows is`, `2 of 8 rows are`, `0 of 1 row is`: the verb goes with what it is said of. */
export function countedOf(part: number, whole: number, noun: string, [one, many]: readonly [string, string]): string {
  return `${count(part)} of ${counted(whole, noun)} ${part === 1 || whole === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** ISO time as `2026-01-15 12:00:01 UTC`. */
export function time(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return NOT_DEFINED;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
