import { appendFileSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from '@ml-microservices/shared/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { Journal } from '../../src/source/journal.js';
import { temporaryFolder } from '../build.js';

const access = (offset: number): Access => ({
  time: '2026-01-15T12:00:00.000Z',
  request_id: `r-${offset}`,
  client: '127.0.0.1',
  endpoint: 'GET /batch',
  offset,
  size: 1,
  rows: 1,
  duration_ms: 0.5,
});
const LINE_BYTES = Buffer.byteLength(`${JSON.stringify(access(0))}\n`);

function open(folder: string, limits = { max_size_mb: 1, max_files: 3 }): Journal {
  const journal = new Journal(folder, limits);
  onTestFinished(() => journal.close());
  return journal;
}

const offsets = (journal: Journal, query = {}) => journal.page(query).items.map(({ offset }) => offset);

it('writes one line of JSON an access, before the call returns', () => {
  const folder = temporaryFolder();
  const journal = open(folder);
  journal.append(access(1));
  journal.append(access(2));
  const lines = readFileSync(join(folder, 'accesses-1.jsonl'), 'utf8').split('\n');
  expect(lines.map((line) => line && JSON.parse(line))).toEqual([access(1), access(2), '']);
});

it('starts a new file where the last is full, drops the oldest, and reads over all of them', async () => {
  const folder = temporaryFolder();
  const limits = { max_size_mb: (2 * LINE_BYTES) / 2 ** 20, max_files: 3 };
  const journal = open(folder, limits);
  for (let offset = 0; offset < 9; offset++) journal.append(access(offset));
  expect(readdirSync(folder).sort()).toEqual(['accesses-3.jsonl', 'accesses-4.jsonl', 'accesses-5.jsonl']);
  expect(journal.page({}).total).toBe(5);
  expect(offsets(journal)).toEqual([8, 7, 6, 5, 4]);
  expect(offsets(journal, { limit: 2, offset: 2 })).toEqual([6, 5]);
  expect(offsets(journal, { limit: 3, offset: 1, sort: 'time' })).toEqual([5, 6, 7]);

  const reopened = open(folder, limits);
  reopened.append(access(9));
  reopened.append(access(10));
  expect(offsets(reopened)).toEqual([10, 9, 8, 7, 6]);
  expect(readdirSync(folder).sort()).toEqual(['accesses-4.jsonl', 'accesses-5.jsonl', 'accesses-6.jsonl']);
});

it('holds no file that it dropped, and leaves nothing of its check', async () => {
  const folder = temporaryFolder();
  const journal = open(folder, { max_size_mb: LINE_BYTES / 2 ** 20, max_files: 1 });
  for (let offset = 0; offset < 9; offset++) journal.append(access(offset));
  await journal.check();
  expect(readdirSync(folder)).toEqual(['accesses-9.jsonl']);
  const held = () => readdirSync('/proc/self/fd').filter((fd) => targetOf(fd)?.startsWith(folder));
  await expect.poll(() => held().length).toBe(1);
});

/** Undefined where it was closed meanwhile. */
function targetOf(fd: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}

it('orders its files by their numbers, not by their names', () => {
  const folder = temporaryFolder();
  for (const number of [9, 10, 2]) writeFileSync(join(folder, `accesses-${number}.jsonl`), line(number));
  expect(offsets(open(folder, { max_size_mb: 1, max_files: 5 }))).toEqual([10, 9, 2]);
});

it('writes over the torn line that a crash left, and skips what is no access', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'accesses-1.jsonl');
  writeFileSync(path, `${line(1)}\0\0\0\n{"time":"today"}\n${line(2)}${line(3).slice(0, 60)}`);
  const journal = open(folder);
  expect(offsets(journal)).toEqual([2, 1]);
  journal.append(access(4));
  expect(offsets(journal)).toEqual([4, 2, 1]);
  expect(offsets(open(folder))).toEqual([4, 2, 1]);
  appendFileSync(path, line(5));
  expect(offsets(open(folder))).toEqual([5, 4, 2, 1]);
});

function line(offset: number): string {
  return `${JSON.stringify(access(offset))}\n`;
}
