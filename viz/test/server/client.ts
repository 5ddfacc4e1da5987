import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { App, Environment } from '@ml-microservices/shared/service';
import { onTestFinished } from 'vitest';
import { buildApp } from '../../server/app.js';
import { readConfig } from '../../server/config.js';

export const INLINE = 'window.started = true';
export const INDEX = `<!doctype html><script src="/appearance.js"></script><script>${INLINE}</script>`;
export const SCRIPT = 'export const answer = 42;\n'.repeat(100);

/** viz with a small built browser app; nothing listens at the address of its web-master unless one is given. */
export async function openViz(upstream = 'http://127.0.0.1:9', overrides: Environment = {}): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'viz-'));
  mkdirSync(join(folder, '_app/immutable'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), INDEX);
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, '_app/immutable/start.abc123.js'), SCRIPT);
  writeFileSync(join(folder, '_app/immutable/start.abc123.js.gz'), gzipSync(SCRIPT));
  const settings = { LOGGING__LEVEL: 'silent', LOGGING__FILE: '', SERVICES__WEB_MASTER_URL: upstream, ...overrides };
  const app = await buildApp(readConfig(settings), { client: pathToFileURL(`${folder}/`) });
  onTestFinished(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });
  return app;
}
