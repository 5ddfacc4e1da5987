import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';
import { expectSound, listOf, postDataset } from './stored.js';

let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

const canLimit = () => spawnSync('prlimit', ['--version']).status === 0;

it.skipIf(!canLimit())(
  'D9: without free descriptors requests are refused, and nothing is lost or half stored',
  async () => {
    const { storage } = services.urls;
    const pid = services.pid('storage');
    const first = (await postDataset(storage, 'first')).body;
    const limit = (files: string) => spawnSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`]);
    limit(String(readdirSync(`/proc/${pid}/fd`).length + 4));
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => postDataset(storage, `d${n}`, { rows: 2_000 }).catch(() => null)),
    );
    const statuses = answers.map((answer) => answer?.status ?? 0);
    expect(statuses.filter((status) => ![201, 503, 507, 0].includes(status))).toEqual([]);
    expect(statuses).not.toEqual(statuses.map(() => 201));
    limit('4096');
    await expect
      .poll(() =>
        postDataset(storage, 'again').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(201);
    const names = (await listOf<Dataset>(storage, 'datasets')).map(({ name }) => name);
    const acknowledged = answers.flatMap((answer) => (answer?.status === 201 ? [answer.body.name] : []));
    expect(names).toEqual(expect.arrayContaining([first.name, ...acknowledged]));
    expect((await call(`${storage}/health`)).status).toBe(200);
    await expectSound(services, join(services.folder, 'data/storage'));
  },
);
