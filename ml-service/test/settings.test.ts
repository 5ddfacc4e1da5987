import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

const build = (path: string) => buildApp(readConfig({ DATA__PATH: path, LOGGING__LEVEL: 'silent' }));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ml-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('keeps its data in the folder of that name, whatever a URL would make of it', async () => {
  const folder = join(temporaryFolder(), 'a#b%20c?');
  const app = await build(folder);
  await app.close();
  expect(existsSync(join(folder, 'outbox'))).toBe(true);
});

it('does not start where there can be no folder for its data, and names the setting', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(build(join(file, 'data'))).rejects.toThrow(/^data\.path is .*data, where there can be no folder/);
});

it.each(['http://', 'http://127.0.0.1:8002/api', 'http://127.0.0.1:8002?x', 'http://a b', 'http://u:p@127.0.0.1'])(
  'does not take %s for the place of a service',
  (url) => {
    expect(() => readConfig({ SERVICES__STORAGE_URL: url })).toThrow(/services\.storage_url must be/);
  },
);
