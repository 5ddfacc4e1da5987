import type { Dataset, ProgressData } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { collected, events } from '../client.js';
import { createClock } from '../clock.js';
import { createGate } from '../gate.js';
import { type Services, startServices } from '../services.js';
import { listOf, postDataset } from './stored.js';
import { ask, expectOneResultEach, forest, isEnded, isFitting, runOf, storeStripes, untilRun } from './trainings.js';

const gate = createGate();
const clocks = { storage: createClock(), ml_service: createClock() };
/** Read anew at each start of a service. */
const settings: Record<string, string> = { TRAINING__TIMEOUT_S: '1800' };
let services: Services;

beforeAll(async () => {
  services = await startServices(settings, []);
  for (const name of ['storage', 'ml_service'] as const) {
    const { nodeOptions, settings: own } = clocks[name];
    Object.assign(settings, gate.settings, own);
    settings.NODE_OPTIONS = `${gate.settings.NODE_OPTIONS} ${nodeOptions}`;
    await services.start(name);
  }
});
afterAll(async () => {
  await services.close();
  for (const clock of Object.values(clocks)) clock.close();
});
beforeEach(() => {
  for (const clock of Object.values(clocks)) clock.jump(0);
});

const hoursFromNow = (time: string) => Math.round((Date.parse(time) - Date.now()) / 3_600_000) + 0;

it.each([
  ['ml_service', 1],
  ['ml_service', -1],
  ['storage', 1],
  ['storage', -1],
] as const)('N8: a training goes on where the clock of %s jumps by %i h, and is one result', async (name, hours) => {
  const { urls } = services;
  gate.shut();
  const { body } = await ask(urls, forest(await storeStripes(urls), 20));
  await untilRun(urls, body.run_id, isFitting);
  clocks[name].jump(hours);
  expect((await runOf(urls, body.run_id)).status).toBe('running');
  gate.open();
  const run = await untilRun(urls, body.run_id, isEnded);
  expect(run).toMatchObject({ status: 'completed', attempt: 1, error: null });
  expect(run.duration_ms).toBeGreaterThanOrEqual(0);
  const told = await collected(events<ProgressData>(`${urls.ml_service}/progress/${run.id}`));
  expect(told.map(({ id }) => id)).toEqual(told.map((_, index) => index + 1));
  await expectOneResultEach(urls, [run.id]);
  // The jump was one.
  const logged = async () => (await services.log(name)).map(({ time }) => hoursFromNow(String(time)));
  await expect.poll(logged).toContain(hours);
});

it('N8: ids go on in their order, and keys of requests are known, over jumps of the clock of storage', async () => {
  const { storage } = services.urls;
  const ids: number[] = [];
  for (const hours of [0, 1, -1, 0]) {
    clocks.storage.jump(hours);
    const { id, created_at } = (await postDataset(storage, `at ${ids.length}`, { key: `key-${ids.length}` })).body;
    expect(hoursFromNow(created_at)).toBe(hours);
    ids.push(id);
  }
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(new Set(ids).size).toBe(ids.length);
  const newest = (await listOf<Dataset>(storage, 'datasets')).slice(0, ids.length);
  expect(newest.map(({ id }) => id)).toEqual(ids.toReversed());
  for (const [index, id] of ids.entries()) {
    expect((await postDataset(storage, `at ${index}`, { key: `key-${index}` })).body.id).toBe(id);
  }
});
