import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiFaults } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

it('describes every route, with an example of every body and every status it answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'storage-'));
  const app = await buildApp(
    readConfig({
      DATABASE__URL: `file:${folder}/storage.db`,
      FILES__PATH: `${folder}/files`,
      DISK__RESERVE_MB: '0',
      LOGGING__LEVEL: 'silent',
    }),
  );
  try {
    expect(await openApiFaults(app)).toEqual([]);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
});
