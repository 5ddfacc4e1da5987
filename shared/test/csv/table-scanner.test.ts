import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../src/contracts/index.js';
import { type KnownColumn, TableScanner } from '../../src/csv/index.js';
import { cut, places } from './chunks.js';

async function scan(chunks: readonly Buffer[], known: readonly KnownColumn[] = []) {
  const scanner = new TableScanner(() => known);
  async function* source() {
    yield* chunks;
  }
  for await (const _ of scanner.through(source()));
  return scanner.result();
}

const profileOf = async (values: readonly number[]): Promise<ColumnProfile> =>
  (await scan([Buffer.from(`n\n${values.join('\n')}\n`)])).profile[0];

describe('a column of words', () => {
  it('tells its twenty most frequent, equal ones in their order', async () => {
    const word = fc.integer({ min: 10, max: 60 }).map((n) => `w${n}`);
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 200 }), async (words) => {
        const counts = new Map<string, number>();
        for (const value of words) counts.set(value, (counts.get(value) ?? 0) + 1);
        const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
        const [profile] = (await scan([Buffer.from(`a\n${words.join('\n')}\n`)])).profile;
        expect(profile.top).toEqual(sorted.slice(0, 20).map(([value, count]) => ({ value, count })));
      }),
    );
  });
});

it('finds no value in a cell of white space alone, as a no-break space or a line end', async () => {
  const { profile } = await scan([Buffer.from('n,w\n1,a\n\u00a0,\u3000\n"\n",\u00a0a\u202f\n\ufeff3 ,b\n')]);
  expect(profile).toMatchObject([
    { type: 'numeric', missing: 2, min: 1, max: 3 },
    { type: 'categorical', missing: 1, distinct: 2 },
  ]);
});

it('tells of words that nearly all look like numbers why they are none', async () => {
  const { profile } = await scan([Buffer.from('a,b,c\n"1,5",1,x\n"2,5",2,y\n')]);
  expect(profile.map(({ unread_number: unread }) => unread)).toEqual(['1,5', undefined, undefined]);
});

it('tells of words that nearly all are dates one of them', async () => {
  const { profile } = await scan([Buffer.from('a,b,c\n2024-01-31,1,x\n2024-02-01,2,y\n')]);
  expect(profile.map(({ date }) => date)).toEqual(['2024-01-31', undefined, undefined]);
});

describe('distinct values', () => {
  const names = (n: number) => Array.from({ length: n }, (_, index) => `w${index}`);
  const described = async (words: readonly string[]) =>
    (await scan([Buffer.from(`a\n${words.join('\n')}\n`)])).profile[0];

  it('are more than ten thousand only where there is another, and those known are counted to the end', async () => {
    expect(await described([...names(10_000), 'w0'])).not.toHaveProperty('distinct_is_more');
    const frequent = Array.from({ length: 200 }, () => 'w0');
    const many = await described([...frequent, ...names(10_001), 'w0', 'w9', 'w0']);
    expect(many).toMatchObject({ distinct: 10_000, distinct_is_more: true });
    expect(many.top?.slice(0, 2)).toEqual([
      { value: 'w0', count: 203 },
      { value: 'w9', count: 2 },
    ]);
    // Of names no word is frequent, and those are not counted to the end.
    const distinct = await described([...names(10_001), 'w0', 'w9', 'w0']);
    expect(distinct).toMatchObject({ distinct: 10_000, distinct_is_more: true });
    expect(distinct).not.toHaveProperty('top');
    // Numbers were not counted to the end, which a word makes categories of.
    const numbers = Array.from({ length: 10_001 }, (_, index) => `${index}`);
    expect(await described([...numbers, '0', 'word'])).not.toHaveProperty('top');
  });

  it('of numbers are told apart by size, not by spelling', async () => {
    expect(await described(['1', '1.0', '+1', '1e0', '-0', '0', '2'])).toMatchObject({ type: 'numeric', distinct: 3 });
    const identifiers = ['9007199254740992', '9007199254740993'];
    expect(await described(identifiers)).toMatchObject({ type: 'numeric', distinct: 2 });
    expect(await described(['1', '1.0', 'x'])).toMatchObject({ type: 'categorical', distinct: 3 });
  });
});

it.each([2, 24])('many numbers that repeat every %i rows are told with all of their values', async (period) => {
  const profile = await profileOf(Array.from({ length: 100_000 }, (_, index) => index % period));
  const { min, max, quantiles, histogram } = profile;
  expect([min, max]).toEqual([0, period - 1]);
  expect(quantiles?.q75).toBeCloseTo(period === 2 ? 1 : 17, 0);
  const counts = histogram?.map(({ count }) => count).filter((count) => count > 0) ?? [];
  expect(counts).toHaveLength(Math.min(20, period));
  expect(Math.min(...counts)).toBeGreaterThan((0.8 * 100_000) / period);
});

describe('a table', () => {
  it('is described the same, or refused the same, however its bytes are cut', async () => {
    const unit = fc.constantFrom('1', 'é', ',', '"', '\n', ' ', '\0');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 30 }), places, async (text, at) => {
        const bytes = Buffer.from(`a,b\n${text}`);
        const outcome = (chunks: Buffer[]) => scan(chunks).catch((error: Error) => error.message);
        expect(await outcome(cut(bytes, at))).toEqual(await outcome([bytes]));
      }),
      { numRuns: 1000 },
    );
  });

  it('has at most as many columns as can be described', async () => {
    const header = (n: number) => Buffer.from(`${Array.from({ length: n }, (_, i) => `c${i}`).join(',')}\n`);
    const row = Buffer.from(`${new Array(16_384).fill('1').join(',')}\n`);
    expect((await scan([header(16_384), row])).columns).toHaveLength(16_384);
    await expect(scan([header(100_000)])).rejects.toThrow(
      'line 1: the header has 100000 columns; at most 16384 are allowed',
    );
  });

  it('has a mark at the first byte of every thousandth row', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => `${index},"é\n"\n`);
    const text = `\ufeffn,w\n${rows.join('')}`;
    const { row_marks, rows: count } = await scan([Buffer.from(text)]);
    const byteOf = (row: string) => Buffer.byteLength(text.slice(0, text.indexOf(row)));
    expect(count).toBe(2500);
    expect(row_marks).toEqual([byteOf('0,"é'), byteOf('1000,"é'), byteOf('2000,"é')]);
  });

  it('names the line of a byte that is no text, wherever the chunk was cut', async () => {
    const bytes = Buffer.concat([Buffer.from('€\n€\n'), Buffer.from([0xe9]), Buffer.from('\n€\n')]);
    for (let place = 0; place <= bytes.length; place++) {
      await expect(scan(cut(bytes, [place]))).rejects.toThrow('line 3: this is not UTF-8 text');
    }
  });

  it('keeps the type that is known of a column, and refuses what is not of it', async () => {
    const known = [{ type: 'categorical', role: 'ignored' }, {}] as const;
    const { columns } = await scan([Buffer.from('a,b\n1,2\n')], known);
    expect(columns).toEqual([
      { name: 'a', type: 'categorical', role: 'ignored' },
      { name: 'b', type: 'numeric' },
    ]);
    const text = Buffer.from('a,b\n1,2\n3,four\n');
    await expect(scan([text], [{}, { type: 'numeric' }])).rejects.toThrow('line 3: b must be a number, got "four"');
  });
});

describe('the profile of many numbers', () => {
  it('has exact moments, and quantiles and bins of an even sample', async () => {
    const n = 100_000;
    const profile = await profileOf(Array.from({ length: n }, (_, index) => index));
    // The numbers from 0 to n - 1: mean (n - 1) / 2, variance (n^2 - 1) / 12.
    expect(profile).toMatchObject({ min: 0, max: n - 1, mean: (n - 1) / 2 });
    expect(profile.std).toBeCloseTo(Math.sqrt((n ** 2 - 1) / 12), 6);
    expect(Math.abs((profile.quantiles?.q25 ?? 0) - n / 4)).toBeLessThan(n / 1000);
    expect(Math.abs((profile.quantiles?.q75 ?? 0) - (3 * n) / 4)).toBeLessThan(n / 1000);
    const counts = profile.histogram?.map(({ count }) => count) ?? [];
    expect(counts).toHaveLength(20);
    for (const count of counts) expect(Math.abs(count - n / 20)).toBeLessThan(n / 1000);
  });

  it('stands numbers of any size', async () => {
    const profile = await profileOf([1e308, -1e308, 5e-324, 0]);
    expect(profile).toMatchObject({ min: -1e308, max: 1e308, distinct: 4 });
    for (const value of [profile.mean, profile.quantiles?.q25, profile.quantiles?.q50, profile.quantiles?.q75]) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});
