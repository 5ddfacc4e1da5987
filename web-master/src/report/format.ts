const DECIMALS = 4;
const counting = new Intl.NumberFormat('en');

export const NOT_DEFINED = '–';

/** A metric with four decimals; a dash where it is not defined. */
export function metric(value: number | null): string {
  return value === null ? NOT_DEFINED : value.toFixed(DECIMALS);
}

export function count(value: number): string {
  return counting.format(value);
}

/** `1 row`, `891 rows`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A share of a whole, `82.1 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A setting or learned value with up to six digits that count. */
export function plain(value: string | number | null): string {
  if (value === null) return 'none';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

/** ISO time as `2026-01-15 12:00:01 UTC`. */
export function time(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return NOT_DEFINED;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
