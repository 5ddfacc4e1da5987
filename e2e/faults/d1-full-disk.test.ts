import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, ProblemDetails, Run } from '@ml-microservices/shared/contracts';
import { afterEach, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { canMount, type Disk, mountDisk } from './disk.js';
import { csvOf, expectSound, healthOf, LARGE_ROWS, listOf, postDataset } from './stored.js';

const isPossible = canMount();
let disk: Disk;
let services: Services;
let storage: string;

async function start(options: string): Promise<void> {
  disk = mountDisk(options);
  services = await startServices(disk.settings, ['storage']);
  storage = services.urls.storage;
}
afterEach(async () => {
  if (!isPossible) return;
  await services.close();
  disk.remove();
});

const hasReserve = () => existsSync(join(disk.data, 'reserve'));
const remove = (id: number) => call(`${storage}/datasets/${id}?cascade=true`, { method: 'DELETE' });

function upload(name: string, rows: number) {
  const form = new FormData();
  form.set('file', new Blob([csvOf(name, rows)], { type: 'text/csv' }), `${name}.csv`);
  return fetch(`${storage}/upload/dataset`, { method: 'POST', body: form });
}

it.skipIf(!isPossible)(
  'D1: an upload that finds no room is refused and leaves nothing, what is there can be read',
  async () => {
    await start('size=12m');
    const kept = (await postDataset(storage, 'kept', { rows: 5_000 })).body;
    const response = await upload('large', 1_500_000);
    expect(response.status).toBe(507);
    expect(((await response.json()) as ProblemDetails).code).toBe('storage_full');
    expect(readdirSync(join(disk.data, 'files/staging'))).toEqual([]);
    expect((await call<string>(`${storage}/datasets/${kept.id}/download`)).body).toBe(csvOf('kept', 5_000));
    // The refused bytes are gone, so there is room again, and nobody had to restart anything.
    expect((await postDataset(storage, 'next')).status).toBe(201);
    expect((await healthOf(storage)).status).toBe(200);
    await expectSound(services, disk.data);
  },
);

it.skipIf(!isPossible)('D2: a log that finds no room ends nothing', async () => {
  await start('size=12m');
  disk.fill();
  const answers = await Promise.all(Array.from({ length: 100 }, () => call(`${storage}/datasets`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  // The lines of those answers are written by now, or were dropped.
  expect((await call(`${storage}/datasets`)).status).toBe(200);
  await services.stop('storage');
  expect(await services.ended('storage')).toBe(0);
});

it.skipIf(!isPossible)('D2: a full disk refuses rows as a whole, and takes them again once there is room', async () => {
  await start('size=12m');
  const stored: Dataset[] = [];
  disk.fill();
  let refused: ProblemDetails | undefined;
  // Some rows still find room within the pages that the log has.
  for (let n = 0; refused === undefined; n++) {
    const answer = await postDataset(storage, `d${n}`);
    if (answer.status === 201) stored.unshift(answer.body);
    else refused = answer.body;
  }
  expect(refused).toMatchObject({ status: 507, code: 'storage_full' });
  const { status, body } = await healthOf(storage);
  expect([status, body.checks.find(({ name }) => name === 'disk')?.status]).toEqual([503, 'unhealthy']);
  expect((await call(`${storage}/health/live`)).status).toBe(200);
  expect(await listOf<Dataset>(storage, 'datasets')).toEqual(stored);
  expect((await postDataset(storage, 'still no room')).status).toBe(507);
  disk.free();
  expect((await postDataset(storage, 'room')).status).toBe(201);
  expect(hasReserve()).toBe(true);
  expect((await healthOf(storage)).status).toBe(200);
  await expectSound(services, disk.data);
});

it.skipIf(!isPossible)('D2: runs go on being told on a full disk, by the room of the reserve', async () => {
  await start('size=12m');
  const run = (await call<Run>(`${storage}/runs`, { json: { kind: 'training', parameters: {} } })).body;
  disk.fill();
  while ((await postDataset(storage, 'filler')).status === 201);
  expect(hasReserve()).toBe(false);
  const json = { attempt: 1, status: 'failed', error: { code: 'disk_full', message: 'no room' } };
  expect((await call(`${storage}/runs/${run.id}`, { method: 'PATCH', json })).status).toBe(200);
});

it.skipIf(!isPossible)('D3: starts on a disk without a free byte, and deletes', async () => {
  await start('size=12m');
  const { id } = (await postDataset(storage, 'large', { rows: 200_000 })).body;
  disk.fill();
  await services.kill('storage');
  // Ready is told only where there is room, so it does not become healthy.
  services.startUnhealthy('storage');
  await expect
    .poll(
      () =>
        call(`${storage}/health/live`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(200);
  expect(hasReserve()).toBe(false);
  expect((await postDataset(storage, 'more')).status).toBe(507);
  expect((await remove(id)).status).toBe(204);
  expect((await postDataset(storage, 'room')).status).toBe(201);
  expect(hasReserve()).toBe(true);
});

it.skipIf(!isPossible)('D9: without a free inode rows and bytes are refused, and taken again', async () => {
  await start('size=24m,nr_inodes=60');
  const stored: Dataset[] = [];
  const post = (name: string) => postDataset(storage, name, { rows: LARGE_ROWS });
  let answer = await post('d0');
  for (let n = 1; answer.status === 201; n++) {
    stored.unshift(answer.body);
    answer = await post(`d${n}`);
  }
  expect(answer.status).toBe(507);
  expect(await listOf<Dataset>(storage, 'datasets')).toEqual(stored);
  for (const { id } of stored.slice(0, 10)) expect((await remove(id)).status).toBe(204);
  expect((await post('again')).status).toBe(201);
  await expectSound(services, disk.data);
});
