import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Dataset, Page, StoredFile } from '@ml-microservices/shared/contracts';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { storedFiles, temporaryFolder } from './build.js';
import { multipart } from './multipart.js';
import { startService } from './process.js';

const ROUNDS = process.env.SOAK ? 20 : 3;
const CLIENTS = 6;
const ANSWERS_BEFORE_THE_KILL = 15;

const csvOf = (name: string) => `n,name\n${Array.from({ length: 500 }, (_, n) => `${n},${name}`).join('\n')}\n`;

async function uploadDataset(url: string, name: string): Promise<Dataset> {
  const part = { name: 'file', filename: `${name}.csv`, type: 'text/csv', content: csvOf(name) };
  const { payload, contentType } = multipart([part]);
  const headers = { 'content-type': contentType };
  const response = await fetch(`${url}/upload/dataset`, { method: 'POST', body: payload, headers });
  if (response.status !== 201) throw new Error(`status ${response.status}`);
  return (await response.json()) as Dataset;
}

it(
  'loses nothing that it answered, and keeps no half, when it is killed in the middle of uploads',
  async () => {
    const folder = temporaryFolder();
    const answered: Dataset[] = [];

    for (let round = 0; round < ROUNDS; round++) {
      const service = await startService(folder);
      const wanted = answered.length + ANSWERS_BEFORE_THE_KILL;
      const client = async (_: unknown, index: number) => {
        try {
          for (let n = 0; ; n++) {
            answered.push(await uploadDataset(service.url, `r${round}-c${index}-${n}`));
            if (answered.length === wanted) await service.end('SIGKILL');
          }
        } catch {
          // The service is gone.
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
    }

    const service = await startService(folder);
    const get = async <T>(path: string) => (await (await fetch(service.url + path)).json()) as T;
    for (const dataset of answered) expect(await get(`/datasets/${dataset.id}`)).toEqual(dataset);
    const { items } = await get<Page<Dataset>>('/datasets?limit=500');
    for (const { id, name, sha256 } of items) {
      const bytes = await (await fetch(`${service.url}/datasets/${id}/download`)).text();
      expect(bytes).toBe(csvOf(name));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    const files = await get<Page<StoredFile>>('/files?limit=500');
    expect(files.total).toBe(items.length);
    expect(storedFiles(folder).sort()).toEqual(files.items.map(({ sha256 }) => sha256).sort());
    expect(items.length - answered.length).toBeLessThanOrEqual(CLIENTS * ROUNDS);

    expect(await service.end('SIGTERM')).toBe(0);
    const sqlite = new Sqlite(join(folder, 'storage.db'));
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    sqlite.close();
  },
  40_000 * ROUNDS,
);
