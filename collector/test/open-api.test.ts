import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiFaults } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

it('describes every route, with an example of every body and every status it answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'collector-'));
  const app = await buildApp(readConfig({ STATE__PATH: folder, LOGGING__LEVEL: 'silent' }));
  try {
    expect(await openApiFaults(app)).toEqual([]);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
});
