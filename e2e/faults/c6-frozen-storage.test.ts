import type { CollectResult, Dataset, Page, ProblemDetails } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';

const CALL_MS = 1_000;

let services: Services;
let door: string;
beforeAll(async () => {
  const settings = { TIMEOUTS__CALL_MS: String(CALL_MS), TIMEOUTS__SILENCE_MS: String(CALL_MS) };
  services = await startServices(settings, ['storage', 'collector', 'ml_service', 'web_master']);
  door = services.urls.web_master;
});
afterAll(() => services.close());

const collect = <T>(key: string) =>
  call<T>(`${door}/scenarios/collect-and-store`, {
    json: { batch_size: 20, offset: 0 },
    headers: { 'idempotency-key': key },
  });
const datasets = async () => (await call<Page<Dataset>>(`${door}/api/storage/datasets`)).body.total;

it('C6: a frozen storage is told in time, others work, and nothing is stored twice once it thaws', async () => {
  const storage = services.pid('storage');
  process.kill(storage, 'SIGSTOP');
  try {
    // Answered while it is frozen: who waited for it would wait for ever.
    const [routed, scenario] = await Promise.all([
      call<ProblemDetails>(`${door}/api/storage/datasets`),
      collect<ProblemDetails>('frozen'),
    ]);
    expect([routed.status, routed.body.code]).toEqual([504, 'dependency_timeout']);
    expect([scenario.status, scenario.body.code]).toEqual([504, 'dependency_timeout']);
    expect((await call(`${door}/api/collector/batch?size=5&offset=0`)).status).toBe(200);
    expect((await call(`${door}/health/live`)).status).toBe(200);
  } finally {
    process.kill(storage, 'SIGCONT');
  }
  const stored = await collect<CollectResult>('frozen');
  expect(stored.status).toBe(201);
  expect((await collect<CollectResult>('frozen')).body.dataset_id).toBe(stored.body.dataset_id);
  expect(await datasets()).toBe(1);
  await expect.poll(async () => (await call(`${door}/health`)).status).toBe(200);
});
