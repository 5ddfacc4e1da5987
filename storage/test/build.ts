import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset, StoredFile } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { multipart, type Part } from './multipart.js';

/** A folder that is deleted after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const environmentOf = (folder: string) => ({
  DATABASE__URL: `file:${folder}/storage.db`,
  FILES__PATH: join(folder, 'files'),
  DISK__RESERVE_MB: '0',
  LOGGING__FILE: '',
});

/** The app with its data in this folder, closed after the test. */
export async function build(
  folder = temporaryFolder(),
  overrides: Readonly<Record<string, string>> = {},
): Promise<App> {
  const app = await buildApp(readConfig({ ...environmentOf(folder), LOGGING__LEVEL: 'silent', ...overrides }));
  onTestFinished(() => app.close());
  return app;
}

/** More bytes than the database holds itself. */
export const LARGE_CSV = `a\n${'1\n'.repeat(100_000)}`;

/** The names of all stored bytes: those that the database holds, and the files, those that are staged too. */
export function storedFiles(folder: string): string[] {
  const files = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  return [...heldBy(join(folder, 'storage.db')), ...files];
}

function heldBy(database: string): string[] {
  if (!existsSync(database)) return [];
  const sqlite = new Sqlite(database);
  const isThere = sqlite.prepare("select 1 from sqlite_schema where name = 'blobs'").get() !== undefined;
  const held = isThere ? sqlite.prepare<[], string>('select sha256 from blobs').pluck().all() : [];
  sqlite.close();
  return held;
}

export function upload(app: App, url: string, parts: readonly Part[], headers: Record<string, string> = {}) {
  const { payload, contentType } = multipart(parts);
  return app.inject({ method: 'POST', url, payload, headers: { 'content-type': contentType, ...headers } });
}

export async function createFile(app: App, content: string | Buffer, filename = 'a.txt'): Promise<StoredFile> {
  const response = await upload(app, '/files', [{ name: 'file', filename, type: 'text/plain', content }]);
  expect(response.statusCode).toBe(201);
  return response.json<StoredFile>();
}

export async function createDataset(app: App, csv: string, more: Record<string, unknown> = {}): Promise<Dataset> {
  const response = await app.inject({ method: 'POST', url: '/datasets', payload: { name: 'data', csv, ...more } });
  expect(response.statusCode).toBe(201);
  return response.json<Dataset>();
}
