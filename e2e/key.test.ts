import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bearer } from '@ml-microservices/shared/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../scripts/services.mjs';
import { call } from './client.js';
import { type Services, startServices } from './services.js';

let folder: string;
let key: string;
let line: string;
let services: Services;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'key-'));
  const told = execFileSync(process.execPath, ['scripts/key.mjs', 'alice', 'viewer'], { cwd: ROOT, encoding: 'utf8' });
  key = /^ {2}(mlk_\S+)$/m.exec(told)![1];
  line = /^ {2}- (\{.*\})$/m.exec(told)![1];
  const secret = join(folder, 'secret');
  writeFileSync(secret, told.trim().split(/\s+/).at(-1)!);
  services = await startServices(
    { AUTH__MODE: 'api_key', AUTH__API_KEYS: `[${line}]`, AUTH__SERVICE_TOKEN_FILE: secret },
    ['collector'],
  );
});
afterAll(async () => {
  await services?.close();
  rmSync(folder, { recursive: true });
});

it('npm run key makes a key that opens what its role may, by the line that it prints', async () => {
  const { collector } = services.urls;
  const status = async (path: string, token: string) =>
    (await call(collector + path, { headers: bearer(token) })).status;
  expect([await status('/info', key), await status('/batch', key)]).toEqual([200, 403]);
  expect(await status('/info', `${key}x`)).toBe(401);
  expect(line).not.toContain(key);
});

it.each(['alice', '--help', 'alice boss'])('npm run key makes none of “%s”', (given) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/key.mjs', ...given.split(' ')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('a role of viewer, editor, admin.');
});
