import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Page, ProblemDetails, StoredFile } from '@ml-microservices/shared/contracts';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import { type Answer, call } from '../client.js';
import type { Services } from '../services.js';

/** The CSV of a dataset of this name: every one has other bytes. */
export const csvOf = (name: string, rows = 20) =>
  `n,name\n${Array.from({ length: rows }, (_, n) => `${n},${name}`).join('\n')}\n`;

interface Upload {
  readonly rows?: number;
  readonly key?: string;
}

export function postDataset(url: string, name: string, { rows, key }: Upload = {}) {
  return call<Dataset & ProblemDetails>(`${url}/datasets`, {
    json: { name, csv: csvOf(name, rows) },
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
}

/** A dataset of so many rows has more bytes than the database of storage holds itself. */
export const LARGE_ROWS = 20_000;

const PAGE = 500;

/** All items of a list, the newest first. */
export async function listOf<T>(url: string, list: string): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const { body } = await call<Page<T>>(`${url}/${list}?limit=${PAGE}&offset=${items.length}`);
    items.push(...body.items);
    if (body.items.length < PAGE) return items;
  }
}

export const healthOf = (
  url: string,
): Promise<Answer<{ checks: { name: string; status: string; detail?: string }[] }>> => call(`${url}/health/ready`);

/** The names of all stored bytes: those that the database holds, and the files, those that are staged too. */
export function storedIn(data: string): string[] {
  const sqlite = new Sqlite(join(data, 'storage.db'), { readonly: true });
  const held = sqlite.prepare<[], string>('select sha256 from blobs').pluck().all();
  sqlite.close();
  return [...held, ...filesIn(join(data, 'files'))];
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

/**
 * Each dataset that is listed is whole, each file has its bytes and no other bytes are there, and the database is
 * sound. `data` is the folder of storage's data.
 */
export async function expectSound({ urls }: Pick<Services, 'urls'>, data: string): Promise<void> {
  for (const { id, name, rows, sha256 } of await listOf<Dataset>(urls.storage, 'datasets')) {
    const { body } = await call<string>(`${urls.storage}/datasets/${id}/download`);
    expect(body).toBe(csvOf(name, rows));
    expect(createHash('sha256').update(body).digest('hex')).toBe(sha256);
  }
  const files = await listOf<StoredFile>(urls.storage, 'files');
  expect(storedIn(data).sort()).toEqual([...new Set(files.map(({ sha256 }) => sha256))].sort());
  expectSoundDatabase(join(data, 'storage.db'));
}

export function expectSoundDatabase(path: string): void {
  const sqlite = new Sqlite(path, { readonly: true });
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(sqlite.pragma('foreign_key_check')).toEqual([]);
  sqlite.close();
}
