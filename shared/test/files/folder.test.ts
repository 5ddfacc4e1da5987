import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolders, openFolder } from '../../src/files/index.js';

const root = mkdtempSync(join(tmpdir(), 'folders-'));
afterAll(() => rmSync(root, { recursive: true }));

it('makes a folder with those above it, and tells the first that it made', () => {
  const path = join(root, 'a/b/c');
  expect(makeFolders(path, 0o700)).toBe(join(root, 'a'));
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(makeFolders(path, 0o700)).toBeUndefined();
});

it('says of a setting what is in the way of its folder', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => openFolder('state.path', file)).toThrow(`state.path is ${file}, where there can be no folder (EEXIST)`);
  expect(() => openFolder('state.path', join(file, 'x'))).toThrow('where there can be no folder (ENOTDIR)');
});

it.runIf(existsSync('/proc/self'))('does not wait for a folder that takes none', () => {
  expect(() => openFolder('state.path', '/proc/none/state')).toThrow('where there can be no folder (ENOENT)');
});
