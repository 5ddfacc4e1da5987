import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/config.js';
import { openDatabase } from '../../src/db/connection.js';
import { build, createDataset, temporaryFolder } from '../build.js';
import { createModel } from '../models.js';

it('opens a new database with the whole schema and its foreign keys in force', () => {
  const folder = temporaryFolder();
  const connection = openDatabase(join(folder, 'new.db'));
  connection.check();
  expect(connection.db.get(sql`pragma foreign_keys`)).toEqual({ foreign_keys: 1 });
  connection.close();
  const sqlite = new Sqlite(join(folder, 'new.db'));
  const tables = sqlite.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all();
  expect(tables).toEqual(
    expect.arrayContaining(['datasets', 'files', 'idempotency_keys', 'models', 'run_events', 'runs']),
  );
  expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
  sqlite.close();
});

it('goes on where a crash left no more than the list of what was migrated', () => {
  const path = join(temporaryFolder(), 'new.db');
  const sqlite = new Sqlite(path);
  sqlite.exec('create table __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)');
  sqlite.close();
  openDatabase(path).close();
});

it('keeps every row when it is opened again', async () => {
  const folder = temporaryFolder();
  const first = await build(folder);
  const model = await createModel(first);
  await first.close();
  const second = await build(folder);
  expect((await second.inject(`/models/${model.id}`)).json()).toEqual(model);
  expect((await second.inject(`/runs/${model.run_id}/events`)).json().items).toHaveLength(2);
});

it('may rebuild a table that others refer to, and they keep their rows', async () => {
  const folder = temporaryFolder();
  const app = await build(folder);
  const model = await createModel(app);
  await app.close();
  const migrations = join(folder, 'migrations');
  cpSync(fileURLToPath(new URL('migrations', ROOT)), migrations, { recursive: true });
  addMigration(migrations, [
    'CREATE TABLE `__new_runs` AS SELECT * FROM `runs`;',
    'DROP TABLE `runs`;',
    (schemaOf(migrations, 'runs') ?? '').replace('\tFOREIGN KEY', '\t`note` text,\n\tFOREIGN KEY'),
    'INSERT INTO `runs` SELECT *, NULL FROM `__new_runs`;',
    'DROP TABLE `__new_runs`;',
  ]);
  const connection = openDatabase(join(folder, 'storage.db'), { migrationsFolder: migrations });
  connection.close();
  const sqlite = new Sqlite(join(folder, 'storage.db'));
  const count = (table: string) => sqlite.prepare(`select count(*) from ${table}`).pluck().get();
  expect([count('runs'), count('run_events'), count('models')]).toEqual([1, 2, 1]);
  expect(sqlite.prepare('select id, note from runs').get()).toEqual({ id: model.run_id, note: null });
  sqlite.close();
  const before = new Sqlite(join(folder, 'storage.db.before-migration'), { readonly: true });
  expect(before.prepare('select * from runs').get()).not.toHaveProperty('note');
  before.close();
  await expect(build(folder)).rejects.toThrow('a newer version of this service has written to it');
});

it('copies the database before each change of its schema, and at no other start', async () => {
  const folder = temporaryFolder();
  await (await build(folder)).close();
  const migrations = join(folder, 'migrations');
  cpSync(fileURLToPath(new URL('migrations', ROOT)), migrations, { recursive: true });
  const copy = join(folder, 'storage.db.before-migration');
  const start = () => openDatabase(join(folder, 'storage.db'), { migrationsFolder: migrations }).close();
  start();
  expect(existsSync(copy)).toBe(false);
  for (const [added, before] of [
    ['first', []],
    ['second', ['first']],
  ] as const) {
    addMigration(migrations, [`ALTER TABLE \`runs\` ADD \`${added}\` text;`]);
    start();
    const copied = new Sqlite(copy, { readonly: true });
    const names = copied.prepare("select name from pragma_table_info('runs') where name in ('first', 'second')");
    expect(names.pluck().all()).toEqual(before);
    copied.close();
  }
});

it('makes notices of the warnings of before, and describes no model', async () => {
  const folder = temporaryFolder();
  const app = await build(folder);
  const { id } = await createModel(app);
  await app.close();
  const sqlite = new Sqlite(join(folder, 'storage.db'));
  sqlite.prepare('update models set warnings = ?').run('["it said \\"no\\"","few rows"]');
  sqlite.exec(
    'delete from __drizzle_migrations where created_at not in (select created_at from __drizzle_migrations limit 2)',
  );
  sqlite.exec('drop table blobs');
  sqlite.exec('alter table models drop column description');
  sqlite.close();
  const again = await build(folder);
  const { warnings, description } = (await again.inject(`/models/${id}`)).json();
  expect(warnings).toEqual([
    { code: '', values: {}, message: 'it said "no"' },
    { code: '', values: {}, message: 'few rows' },
  ]);
  expect(description).toBe('');
});

it('does not start on a damaged database, and leaves it as it is', async () => {
  const folder = temporaryFolder();
  const app = await build(folder);
  await createModel(app);
  await app.close();
  const path = join(folder, 'storage.db');
  const bytes = readFileSync(path);
  bytes.fill(0xff, bytes.length - 4096, bytes.length - 2048);
  writeFileSync(path, bytes);
  await expect(build(folder)).rejects.toThrow(/cannot be opened: it is damaged \(.+\); restore a backup/);
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

it('does not start on a database whose rows refer to nothing, nor on a file that is none', async () => {
  const folder = temporaryFolder();
  const app = await build(folder);
  await createDataset(app, 'a\n1\n');
  await app.close();
  const sqlite = new Sqlite(join(folder, 'storage.db'));
  sqlite.pragma('foreign_keys = OFF');
  sqlite.exec('delete from files');
  sqlite.close();
  await expect(build(folder)).rejects.toThrow('cannot be opened: it has 1 rows that refer to nothing');

  const other = temporaryFolder();
  writeFileSync(join(other, 'storage.db'), 'this is no database, but it must not be replaced by one');
  await expect(build(other)).rejects.toThrow(/^the database .+storage\.db cannot be opened: file is not a database$/);
  expect(readFileSync(join(other, 'storage.db'), 'utf8')).toMatch(/^this is no database/);
});

/** The statement that creates the table in the migrations of the folder. */
function schemaOf(folder: string, table: string): string | undefined {
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const statements = readFileSync(join(folder, file), 'utf8').split('--> statement-breakpoint');
  return statements.find((statement) => statement.includes(`CREATE TABLE \`${table}\``));
}

function addMigration(folder: string, statements: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8'));
  const last = journal.entries[journal.entries.length - 1];
  const tag = `test_${last.idx + 1}`;
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag });
  writeFileSync(path, JSON.stringify(journal));
  writeFileSync(join(folder, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'));
}
