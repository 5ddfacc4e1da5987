import { describe, expect, it } from 'vitest';
import { formatsOf } from '../src/lib/format.js';

const en = formatsOf('en');
const ru = formatsOf('ru');
/** No-break spaces of every width, as plain ones. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  it('writes numbers in the way of each language', () => {
    expect(en.integer(12_345)).toBe('12,345');
    expect(plain(ru.integer(12_345))).toBe('12 345');
    expect(en.number(0.123456)).toBe('0.1235');
    expect(ru.number(0.123456)).toBe('0,1235');
    expect(en.number(1e-7)).toBe('1E-7');
    expect(en.number(891)).toBe('891');
  });

  it('rounds no number above its units', () => {
    expect(en.number(12_345.67)).toBe('12,346');
    expect(plain(ru.number(-1_234_567.8))).toBe('-1 234 568');
    expect(en.number(512.3292)).toBe('512.3');
  });

  it('keeps the decimals of a metric, so that columns line up', () => {
    expect(en.metric(0.8)).toBe('0.800');
    expect(ru.metric(0.8)).toBe('0,800');
  });

  it('writes shares as percentages', () => {
    expect(en.percent(0.8156)).toBe('81.6%');
    expect(plain(ru.percent(0.8156))).toBe('81,6 %');
  });

  it('tells few from none and nearly all from all, and no chance as 0', () => {
    expect([0, 0.0004, 0.0006, 0.9994, 0.9996, 1].map((share) => en.percent(share))).toEqual([
      '0%',
      '<0.1%',
      '0.1%',
      '99.9%',
      '>99.9%',
      '100%',
    ]);
    expect(plain(ru.percent(0.999_96))).toBe('>99,9 %');
    expect([0.004, 0.996].map((share) => en.percent(share, 0))).toEqual(['<1%', '>99%']);
    expect([en.chance(2e-9), en.chance(0.0312), ru.chance(0)]).toEqual(['<0.001', '0.031', '<0,001']);
  });

  it('shows a dash for what is absent', () => {
    expect([en.metric(null), en.percent(undefined), en.number(Number.NaN), en.duration(null)]).toEqual(
      Array(4).fill('–'),
    );
  });

  it('gives durations in units that suit them', () => {
    expect(plain(en.duration(4.26))).toBe('4.3 ms');
    expect(plain(en.duration(1_500))).toBe('1.5 sec');
    expect(plain(en.duration(61_000))).toBe('1 min 1 sec');
    expect(plain(en.duration(3_660_000))).toBe('1 hr 1 min');
    expect(plain(ru.duration(61_000))).toBe('1 мин 1 с');
  });

  it('gives sizes in decimal units', () => {
    expect(plain(en.bytes(1))).toBe('1 byte');
    expect(plain(en.bytes(999))).toBe('999 bytes');
    expect(plain(formatsOf('ru').bytes(188))).toBe('188 байт');
    expect(plain(en.bytes(60_302))).toBe('60.3 kB');
    expect(plain(en.bytes(2_500_000_000))).toBe('2.5 GB');
  });

  it("names the time zone of a date, which is the reader's own", () => {
    const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });
    const name = zone.formatToParts(new Date('2026-01-15T12:00:00Z')).find(({ type }) => type === 'timeZoneName');
    expect(plain(en.dateTime('2026-01-15T12:00:00Z'))).toContain(` ${name?.value}`);
    expect(plain(en.dateTime('2026-01-15T12:00:00Z'))).toMatch(/^15 Jan 2026, \d\d:00:00 /);
  });

  it('tells how long ago something was', () => {
    const now = Date.parse('2026-01-15T12:00:00Z');
    expect(en.relative('2026-01-15T11:59:30Z', now)).toBe('30 seconds ago');
    expect(en.relative('2026-01-15T09:00:00Z', now)).toBe('3 hours ago');
    expect(ru.relative('2026-01-12T12:00:00Z', now)).toBe('3 дня назад');
    expect(en.relative('2026-01-15T12:00:09Z', now)).toBe('now');
  });
});
