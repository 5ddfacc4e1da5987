import { join } from 'node:path';
import type { Dataset } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Services, startServices } from '../services.js';
import { rounds } from './rounds.js';
import { expectSound, listOf, postDataset } from './stored.js';

let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage']);
});
afterAll(() => services.close());

const CLIENTS = 6;
const ANSWERS_BEFORE_THE_KILL = 12;

it('J8, C1: requests repeated with their keys after kill -9 are done once each, and answered as before', async () => {
  const { storage } = services.urls;
  const answered = new Map<string, Dataset>();
  const asked: string[] = [];
  for (let round = 0; round < rounds(3, 50); round++) {
    let left = ANSWERS_BEFORE_THE_KILL;
    const client = async (_: unknown, index: number) => {
      try {
        for (let n = 0; ; n++) {
          const key = `r${round}-c${index}-${n}`;
          asked.push(key);
          const { body } = await postDataset(storage, key, { key });
          answered.set(key, body);
          if (--left === 0) await services.kill('storage');
        }
      } catch {
        // Storage is gone.
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    await services.start('storage');
  }
  for (const key of asked) {
    const { status, body } = await postDataset(storage, key, { key });
    expect(status).toBe(201);
    if (answered.has(key)) expect(body).toEqual(answered.get(key));
  }
  const stored = await listOf<Dataset>(storage, 'datasets');
  expect(stored.map(({ name }) => name).sort()).toEqual(asked.slice().sort());
  await expectSound(services, join(services.folder, 'data/storage'));
});
