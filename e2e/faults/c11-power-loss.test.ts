import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../scripts/services.mjs';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { LARGE_ROWS, postDataset } from './stored.js';
import { canTrace, trace } from './strace.js';

const isPossible = await canTrace();
let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

const ACKNOWLEDGED = /HTTP\/1\.1 201/;
const LOG_SYNC = /^f(data)?sync\(.*\.db-wal>/;
const BYTES_SYNC = /^f(data)?sync\(.*\/staging\//;
const FOLDER_SYNC = /^f(data)?sync\(.*\/files\/[0-9a-f]{2}>/;
const WATCHED = ['-y', '-s', '64', '-e', 'trace=fsync,fdatasync,write,writev,sendto'];

/** The system calls of a trace in the order of their ends; those that another thread interrupted are put together. */
function callsOf(text: string): string[] {
  const begun = new Map<string, string>();
  return text.split('\n').flatMap((line) => {
    const [, thread, call] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (call === undefined) return [];
    if (call.endsWith('<unfinished ...>')) {
      begun.set(thread, call);
      return [];
    }
    return call.startsWith('<...') ? [begun.get(thread) ?? call] : [call];
  });
}

/** What was synced before each answer, since the one before it. */
function syncsBeforeAnswers(calls: readonly string[]): { log: number; bytes: number; folder: number }[] {
  const answers = [];
  let since: string[] = [];
  for (const call of calls) {
    since.push(call);
    if (!ACKNOWLEDGED.test(call)) continue;
    const count = (kind: RegExp) => since.filter((it) => kind.test(it)).length;
    answers.push({ log: count(LOG_SYNC), bytes: count(BYTES_SYNC), folder: count(FOLDER_SYNC) });
    since = [];
  }
  return answers;
}

const postLarge = (url: string, name: string) => postDataset(url, name, { rows: LARGE_ROWS });

/** Stores a run that is done: the bytes of its result are few, and written with its rows. */
function postResult(url: string, name: string) {
  const result = { rows: 1, predictions: [], warnings: [] };
  const result_file = { name, media_type: 'text/csv', content: name };
  return call(`${url}/runs`, { json: { kind: 'inference', status: 'completed', parameters: {}, result, result_file } });
}

it.skipIf(!isPossible).each([
  ['a large dataset', postLarge, 1],
  ['a small result', postResult, 0],
])('rows, and files and their folder, are synced before each answer that %s is stored', async (what, post, files) => {
  const output = join(services.folder, `${what}.trace`);
  const tracing = await trace(services.pid('storage'), [...WATCHED, '-o', output]);
  for (let n = 0; n < 20; n++) expect((await post(services.urls.storage, `${what} ${n}`)).status).toBe(201);
  await tracing.stop();
  const answers = syncsBeforeAnswers(callsOf(await readFile(output, 'utf8')));
  expect(answers).toHaveLength(20);
  for (const { log, bytes, folder } of answers) {
    expect(log).toBeGreaterThanOrEqual(1);
    expect(bytes).toBe(files);
    expect(folder).toBe(files);
  }
});

/** Commits and says so, as a service would whose database is synced less. */
const COMMITTER = `
  const sqlite = require('better-sqlite3')(process.argv[1]);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.exec('create table t (n)');
  process.stdin.once('data', () => {
    for (let n = 0; n < 20; n++) {
      sqlite.prepare('insert into t values (?)').run(n);
      require('fs').writeSync(1, 'HTTP/1.1 201 Created');
    }
    process.exit();
  });
  require('fs').writeSync(2, 'ready');`;

it.skipIf(!isPossible)('a database that is synced less is found out by the same look', async () => {
  const database = join(services.folder, 'less.db');
  const child = spawn(process.execPath, ['-e', COMMITTER, database], { cwd: join(ROOT, 'storage') });
  child.stdout.resume();
  await once(child.stderr, 'data');
  const output = join(services.folder, 'less.trace');
  const tracing = await trace(child.pid!, [...WATCHED, '-o', output]);
  const exited = once(child, 'exit');
  child.stdin.write('go');
  await exited;
  await tracing.stop();
  const answers = syncsBeforeAnswers(callsOf(await readFile(output, 'utf8')));
  expect(answers).toHaveLength(20);
  expect(answers.filter(({ log }) => log > 0)).toEqual([]);
});
