import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { build, createDataset, storedFiles, temporaryFolder } from './build.js';

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
  ]);
  expect(storedFiles(folder)).toEqual([]);
  rmSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'files'), 'a file where the folder was');
  const response = await app.inject('/health/ready');
  expect(response.statusCode).toBe(503);
  expect(response.json().checks[1]).toMatchObject({ status: 'unhealthy', detail: 'files cannot be written (ENOTDIR)' });
  expect((await app.inject('/health/live')).statusCode).toBe(200);
});
