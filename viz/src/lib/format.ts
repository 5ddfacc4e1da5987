export type Locale = 'en' | 'ru';

/** Numbers, times and sizes in the words of one language. An absent value is a dash. */
export interface Formats {
  readonly locale: Locale;
  integer(value: number): string;
  /** At most `digits` significant digits but whole to the unit, without an exponent where one can do without. */
  number(value: number | null | undefined, digits?: number): string;
  /** A share from 0 to 1 as a percentage; what is more than none is not told as 0 %, nor less than all as 100 %. */
  percent(value: number | null | undefined, digits?: number): string;
  /** A metric with a fixed number of decimals, so that columns of them line up. */
  metric(value: number | null | undefined): string;
  /** Probability of a test, which is never 0. */
  chance(p: number | null | undefined): string;
  /** A difference of shares in percentage points, with its sign. */
  points(value: number | null | undefined): string;
  /** A number with its sign and a fixed number of decimals. */
  signed(value: number): string;
  /** In the reader's time zone, which it names. */
  dateTime(iso: string | null | undefined): string;
  /** A moment that is over, by its distance from `now`. */
  relative(iso: string, now: number): string;
  duration(ms: number | null | undefined): string;
  bytes(value: number): string;
}

export const ABSENT = '–';
const METRIC_DECIMALS = 3;
const LEAST_CHANCE = 10 ** -METRIC_DECIMALS;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatsOf(locale: Locale): Formats {
  const tag = locale === 'ru' ? 'ru-RU' : 'en-GB';
  // British English puts short units into the plural: 1.5 secs.
  const units = locale === 'ru' ? tag : 'en-US';
  const integers = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const metrics = decimals(tag, METRIC_DECIMALS);
  const signed = new Intl.NumberFormat(tag, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: METRIC_DECIMALS,
    maximumFractionDigits: METRIC_DECIMALS,
  });
  const differences = new Intl.NumberFormat(tag, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const times = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'long' });
  const distances = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'long' });
  return {
    locale,
    integer: (value) => integers.format(value),
    number: (value, digits = 4) => present(value, (known) => formatNumber(tag, known, digits)),
    percent: (value, digits = 1) => present(value, (known) => formatPercent(tag, known, digits)),
    metric: (value) => present(value, (known) => metrics.format(known)),
    chance: (p) =>
      present(p, (known) => (known < LEAST_CHANCE ? `<${metrics.format(LEAST_CHANCE)}` : metrics.format(known))),
    points: (value) => present(value, (known) => differences.format(known * 100)),
    signed: (value) => signed.format(value),
    dateTime: (iso) => present(iso, (known) => times.format(new Date(known))),
    relative: (iso, now) => relative(distances, Math.min(0, Date.parse(iso) - now)),
    duration: (ms) => present(ms, (known) => formatDuration(units, known)),
    bytes: (value) => formatBytes(units, value),
  };
}

function present<T>(value: T | null | undefined, format: (known: T) => string): string {
  return value === null || value === undefined || Number.isNaN(value) ? ABSENT : format(value);
}

function decimals(tag: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function formatNumber(tag: string, value: number, digits: number): string {
  const size = Math.abs(value);
  const notation = size !== 0 && (size < 1e-4 || size >= 1e12) ? 'scientific' : 'standard';
  const options =
    Number.isInteger(value) && notation === 'standard'
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: notation === 'scientific' ? digits : Math.max(digits, wholeDigits(size)) };
  return new Intl.NumberFormat(tag, { ...options, notation }).format(value);
}

const wholeDigits = (size: number) => Math.trunc(size).toString().length;

function formatPercent(tag: string, share: number, digits: number): string {
  const percents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: digits });
  const step = 10 ** -(digits + 2);
  if (share > 0 && share < step / 2) return `<${percents.format(step)}`;
  if (share < 1 && share >= 1 - step / 2) return `>${percents.format(1 - step)}`;
  return percents.format(share);
}

function relative(distances: Intl.RelativeTimeFormat, ms: number): string {
  const size = Math.abs(ms);
  if (size < MINUTE) return distances.format(Math.round(ms / SECOND), 'second');
  if (size < HOUR) return distances.format(Math.round(ms / MINUTE), 'minute');
  if (size < DAY) return distances.format(Math.round(ms / HOUR), 'hour');
  return distances.format(Math.round(ms / DAY), 'day');
}

function unit(tag: string, name: string, value: number, digits: number): string {
  return new Intl.NumberFormat(tag, {
    style: 'unit',
    unit: name,
    // "188 byte" is how the short form says it.
    unitDisplay: name === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value);
}

function formatDuration(tag: string, ms: number): string {
  if (ms < SECOND) return unit(tag, 'millisecond', ms, ms < 10 ? 1 : 0);
  if (ms < MINUTE) return unit(tag, 'second', ms / SECOND, 1);
  if (ms < HOUR)
    return `${unit(tag, 'minute', Math.floor(ms / MINUTE), 0)} ${unit(tag, 'second', Math.floor((ms % MINUTE) / SECOND), 0)}`;
  return `${unit(tag, 'hour', Math.floor(ms / HOUR), 0)} ${unit(tag, 'minute', Math.floor((ms % HOUR) / MINUTE), 0)}`;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

function formatBytes(tag: string, value: number): string {
  let amount = value;
  let power = 0;
  while (amount >= 1000 && power < BYTE_UNITS.length - 1) {
    amount /= 1000;
    power += 1;
  }
  return unit(tag, BYTE_UNITS[power], amount, power === 0 ? 0 : 1);
}
