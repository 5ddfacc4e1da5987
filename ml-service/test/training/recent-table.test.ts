import { expect, it } from 'vitest';
import { RecentTable } from '../../src/training/recent-table.js';
import { Reporter } from '../../src/training/reporter.js';
import type { TrainingSource } from '../../src/training/source.js';

const reporter = new Reporter({ signal: new AbortController().signal, onProgress: () => undefined });

function sourceOf(text: string, sha256: string, type: 'numeric' | 'categorical' = 'numeric') {
  const told = { reads: 0 };
  async function* csv() {
    told.reads++;
    yield Buffer.from(text);
  }
  const source = (): TrainingSource => ({ columns: [{ name: 'a', type }], sha256, csv: csv() });
  return { source, told };
}

it('gives the table of the same bytes and columns without reading them again', async () => {
  const recent = new RecentTable();
  const { source, told } = sourceOf('a\n1\n2\n', 'one');
  const first = await recent.read(source(), reporter);
  expect(first.columns).toMatchObject([{ name: 'a', values: Float64Array.of(1, 2) }]);
  expect(await recent.read(source(), reporter)).toBe(first);
  expect(told.reads).toBe(1);
});

it('reads other bytes, and other columns of the same bytes', async () => {
  const recent = new RecentTable();
  await recent.read(sourceOf('a\n1\n2\n', 'one').source(), reporter);
  const typed = await recent.read(sourceOf('a\n1\n2\n', 'one', 'categorical').source(), reporter);
  expect(typed.columns).toMatchObject([{ type: 'categorical', codes: Int32Array.of(0, 1) }]);
  const other = await recent.read(sourceOf('a\n3\n', 'two').source(), reporter);
  expect(other.columns).toMatchObject([{ values: Float64Array.of(3) }]);
});
