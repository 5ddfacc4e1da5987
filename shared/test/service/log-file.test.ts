import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { LogFile } from '../../src/service/log-file.js';
import { commonSettings } from './settings.js';

const { logging } = commonSettings();
const PAUSE_MS = 10_000;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
const fail = (error: Error) => expect.unreachable(error.message);

it('has every line once it is closed, in a folder that it makes', async () => {
  const path = join(newFolder(), 'logs', 'service.log');
  const file = new LogFile(path, logging, fail);
  for (const line of ['first\n', 'second\n']) file.write(line);
  await file.close();
  expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n');
});

it('drops lines while it cannot be written, says so once, and is written again after a pause', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const path = join(newFolder(), 'service.log');
  const onFault = vi.fn();
  const told = new Promise<void>((resolve) => onFault.mockImplementation(() => resolve()));
  const file = new LogFile(path, logging, onFault);
  rmSync(path);
  mkdirSync(path);
  file.write('dropped\n');
  await told;
  rmdirSync(path);
  vi.advanceTimersByTime(PAUSE_MS - 1);
  file.write('dropped as well\n');
  vi.advanceTimersByTime(1);
  file.write('kept\n');
  await file.close();
  expect(readFileSync(path, 'utf8')).toBe('kept\n');
  expect(onFault).toHaveBeenCalledOnce();
});

it('is begun anew where it was moved away or removed', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const path = join(newFolder(), 'service.log');
  const file = new LogFile(path, logging, fail);
  file.write('before\n');
  await expect.poll(() => readFileSync(path, 'utf8')).toBe('before\n');
  renameSync(path, `${path}.moved`);
  vi.advanceTimersByTime(PAUSE_MS);
  file.write('after\n');
  await file.close();
  expect(readFileSync(path, 'utf8')).toBe('after\n');
});

it('is refused at the start where there can be none', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'taken'), '');
  for (const path of [folder, join(folder, 'taken', 'service.log')]) {
    expect(() => new LogFile(path, logging, fail)).toThrow(`logging.file is ${path}, which cannot be written (E`);
  }
});

it('is rotated by its size, and as many older ones are kept as are wished', async () => {
  const folder = newFolder();
  const file = new LogFile(join(folder, 'service.log'), logging, fail);
  for (let written = 0; written < 4; written++) file.write(`${'x'.repeat(2 ** 20)}\n`);
  await file.close();
  expect(readdirSync(folder).filter((name) => name !== 'service.log' && !name.endsWith('.txt'))).toHaveLength(1);
});
