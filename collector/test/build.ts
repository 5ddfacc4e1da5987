import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '@ml-microservices/shared/service';
import { onTestFinished } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';

type Overrides = Readonly<Record<string, string>>;

/** A folder that is deleted after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'collector-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The settings of config.yaml without a log, with the overrides that a user would give in the environment. */
export function testConfig(overrides: Overrides) {
  return readConfig({ LOGGING__FILE: '', LOGGING__LEVEL: 'silent', ...overrides });
}

/** The app on a folder for its state, closed after the test. */
export async function build(overrides: Overrides = {}): Promise<App> {
  const app = await buildApp(testConfig({ STATE__PATH: join(temporaryFolder(), 'state'), ...overrides }));
  onTestFinished(() => app.close());
  return app;
}

/** Overrides that make the service collect from this CSV text, with this data dictionary. */
export function ownSource(csv: string | Buffer, dictionary?: string): Overrides {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'own.csv'), csv);
  if (dictionary !== undefined) writeFileSync(join(folder, 'own.yaml'), dictionary);
  return {
    DATA__SOURCE_PATH: join(folder, 'own.csv'),
    DATA__SHA256: '',
    DATA__DICTIONARY_PATH: dictionary === undefined ? '' : join(folder, 'own.yaml'),
  };
}
