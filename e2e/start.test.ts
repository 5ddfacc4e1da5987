import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../scripts/services.mjs';
import { call } from './client.js';
import { BY_NODE, BY_NPM, descendants, isRunning, prepareStart, type Starter, start } from './starter.js';

async function started(command = BY_NODE): Promise<Starter> {
  const { urls, settings } = await prepareStart();
  const starter = start(urls, settings, command);
  await starter.wrote('Ready.');
  return starter;
}

const canConnect = (url: string) =>
  call(url).then(
    () => true,
    () => false,
  );

/** Nothing that was started runs, and nothing listens. */
async function expectNothingLeft({ urls }: Starter, pids: readonly number[]): Promise<void> {
  expect(pids.filter(isRunning)).toEqual([]);
  expect(await Promise.all(Object.values(urls).map(canConnect))).toEqual([false, false, false, false, false]);
}

it.each([
  ['SIGINT', 'node', BY_NODE],
  ['SIGTERM', 'node', BY_NODE],
  ['SIGINT', 'npm', BY_NPM],
  ['SIGTERM', 'npm', BY_NPM],
] as const)('starts the five services, and %s to %s alone leaves nothing of them', async (signal, _name, command) => {
  const starter = await started([...command]);
  for (const url of Object.values(starter.urls)) expect(starter.output()).toContain(url);
  expect((await call(`${starter.urls.viz}/api/health`)).status).toBe(200);
  const pids = descendants(starter.process.pid!);
  expect(pids.length).toBeGreaterThanOrEqual(5);

  starter.process.kill(signal);
  expect(await starter.ended()).toBe(0);
  expect(starter.output()).toMatch(/Stopping viz web_master ml_service collector storage\.\n$/);
  await expectNothingLeft(starter, pids);
});

it('stops everything when a service ends, and says which', async () => {
  const starter = await started();
  const pids = descendants(starter.process.pid!);
  process.kill(pids[0], 'SIGKILL');
  expect(await starter.ended()).toBe(1);
  expect(starter.output()).toMatch(/^(storage|collector|ml_service|web_master|viz) ended \(SIGKILL\)/m);
  await expectNothingLeft(starter, pids);
});

it('names the port that is in use, with its service, before it starts anything', async () => {
  const { urls, settings } = await prepareStart();
  const { port } = new URL(urls.storage);
  const other = createServer().listen(Number(port), '127.0.0.1');
  await once(other, 'listening');
  const starter = start(urls, settings);
  expect(await starter.ended()).toBe(1);
  expect(starter.output()).toBe(
    `port ${port} (storage) is in use by another program: free it or set STORAGE__SERVICE__PORT.\n`,
  );
  other.close();
});

it('tells one port for two services, and a setting that is wrong, in one line', async () => {
  const { urls, settings } = await prepareStart();
  const twin = start(urls, { ...settings, VIZ__SERVICE__PORT: settings.STORAGE__SERVICE__PORT });
  expect(await twin.ended()).toBe(1);
  expect(twin.output()).toContain(`port ${settings.STORAGE__SERVICE__PORT} is set for storage and for viz`);

  const wrong = start(urls, { ...settings, COLLECTOR__LOGGING__LEVEL: 'loud' });
  expect(await wrong.ended()).toBe(1);
  expect(wrong.output()).toMatch(/^collector: .*logging\.level must be one of .*got "loud"\n$/);
});

it('asks for a newer Node in one line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'node-'));
  await mkdir(join(folder, 'scripts'));
  await writeFile(join(folder, 'package.json'), '{"engines": {"node": ">=99.1.0"}}');
  for (const name of ['start.mjs', 'node-version.mjs']) {
    await cp(join(ROOT, 'scripts', name), join(folder, 'scripts', name));
  }
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/start.mjs')], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Node 99\.1\.0 or newer is needed; this is \d+\.\d+\.\d+\..*\n$/);
});

it('asks for a folder that pages can be built in, in one line', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'start-')), 'C#');
  await cp(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/start.mjs')], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^.+C#\/ cannot be built in: move it to where no folder's name has "#" or "\?"\.\n$/);
});

it('names a file that cannot be read or written, in one line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  await cp(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/start.mjs')], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^ENOENT: no such file or directory, open '.+'\n$/);
});
