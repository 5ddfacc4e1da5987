import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openApiFaults } from '@ml-microservices/shared/testing';
import { expect, it } from 'vitest';
import { buildApp } from '../server/app.js';
import { readConfig } from '../server/config.js';

it('describes every route of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'viz-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  const app = await buildApp(readConfig({ LOGGING__LEVEL: 'silent' }), { client: pathToFileURL(`${folder}/`) });
  try {
    expect(await openApiFaults(app, ['/api/', '/*'])).toEqual([]);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
});
