import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { build, createDataset, createFile, LARGE_CSV, storedFiles, temporaryFolder } from './build.js';

it('keeps its data in a folder of any name', async () => {
  const folder = join(temporaryFolder(), 'my data #1 50%20 ?');
  mkdirSync(folder);
  const first = await build(folder);
  const dataset = await createDataset(first, 'a\n1\n');
  expect(storedFiles(folder)).toEqual([dataset.sha256]);
  await first.close();
  expect((await (await build(folder)).inject('/datasets/1')).json()).toEqual(dataset);
});

it('is healthy with its database and its files, and names what cannot be written', async () => {
  const folder = temporaryFolder();
  const app = await build(folder);
  const well = (await app.inject('/health')).json();
  expect(well.checks).toMatchObject([
    { name: 'database', status: 'healthy' },
    { name: 'files', status: 'healthy' },
    { name: 'disk', status: 'healthy' },
  ]);
  expect(storedFiles(folder)).toEqual([]);
  rmSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'files'), 'a file where the folder was');
  const response = await app.inject('/health/ready');
  expect(response.statusCode).toBe(503);
  expect(response.json().checks[1]).toMatchObject({ status: 'unhealthy', detail: 'files cannot be written (ENOTDIR)' });
  expect((await app.inject('/health/live')).statusCode).toBe(200);
});

it('keeps the room that is set now, also where it was another before', async () => {
  const folder = temporaryFolder();
  for (const mb of [1, 2]) {
    const app = await build(folder, { DISK__RESERVE_MB: String(mb) });
    expect(statSync(join(folder, 'reserve')).size).toBe(mb * 2 ** 20);
    await app.close();
  }
});

it('tells Prometheus of runs that there are none of: an alert sees no rise in what begins with it', async () => {
  const { body } = await (await build()).inject('/metrics');
  expect(body.match(/^runs\{.*/gm)).toHaveLength(10);
  expect(body).toContain('runs{kind="training",status="failed"} 0');
});

it('does not start on data that another service works with, whose uploads under way it would sweep', async () => {
  const folder = temporaryFolder();
  const first = await build(folder);
  const [upload] = await Promise.all([
    createDataset(first, LARGE_CSV),
    expect(build(folder)).rejects.toThrow(`another storage service works with ${folder}: stop it first`),
  ]);
  expect(storedFiles(folder)).toEqual([upload.sha256]);
  await first.close();
  await build(folder);
});

it.each(['is gone', 'is empty'])('does not begin anew beside stored files where the database %s', async (how) => {
  const folder = temporaryFolder();
  const app = await build(folder);
  const { sha256 } = await createDataset(app, LARGE_CSV);
  await app.close();
  const path = join(folder, 'storage.db');
  if (how === 'is gone') rmSync(path);
  else truncateSync(path);
  await expect(build(folder)).rejects.toThrow(
    /^there is no database .+storage\.db, but .+files holds the files of one/,
  );
  expect(storedFiles(folder)).toEqual([sha256]);
  expect(existsSync(path)).toBe(how === 'is empty');
});

it('does not send bytes that have changed on the disk, and says which file it is', async () => {
  const folder = temporaryFolder();
  const app = await build(folder);
  const { sha256 } = await createDataset(app, LARGE_CSV);
  const path = join(folder, 'files', sha256.slice(0, 2), sha256);
  const download = () => app.inject('/datasets/1/download');
  const bytes = readFileSync(path);
  bytes[2] ^= 1;
  writeFileSync(path, bytes);
  const changed = await download();
  expect([changed.statusCode, changed.json().code]).toEqual([500, 'artifact_corrupt']);
  expect(changed.json().detail).toBe('The stored bytes of file 1 are damaged; restore them from a backup.');
  truncateSync(path, 3);
  expect((await download()).json().code).toBe('artifact_corrupt');
  writeFileSync(path, bytes.subarray(0, 100));
  expect((await app.inject('/datasets/1/preview')).json().code).toBe('artifact_corrupt');
  rmSync(path);
  expect((await download()).json().code).toBe('artifact_corrupt');
  expect((await app.inject('/datasets/1/preview')).json().code).toBe('artifact_corrupt');
  bytes[2] ^= 1;
  writeFileSync(path, bytes);
  expect((await download()).body).toBe(LARGE_CSV);
});

it('deletes each hour what nobody needs any longer', async () => {
  const folder = temporaryFolder();
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const app = await build(folder, { IDEMPOTENCY__KEEP_HOURS: '0.5' });
  const { sha256 } = await createFile(app, LARGE_CSV);
  const payload = { kind: 'training', parameters: {} };
  await app.inject({ method: 'POST', url: '/runs', payload, headers: { 'idempotency-key': 'old' } });
  const left = sha256.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
  writeFileSync(join(folder, 'files', sha256.slice(0, 2), left), 'what a crash left');
  vi.advanceTimersByTime(3_600_000);
  await vi.waitFor(async () => {
    expect(storedFiles(folder)).toEqual([sha256]);
    expect((await app.inject('/idempotency-keys/old')).statusCode).toBe(404);
  });
});

it('starts where it cannot delete what nobody needs', async () => {
  const folder = temporaryFolder();
  await (await build(folder)).close();
  writeFileSync(join(folder, 'files', 'ab'), 'a file where a folder of files would be');
  expect((await (await build(folder)).inject('/files')).statusCode).toBe(200);
});
