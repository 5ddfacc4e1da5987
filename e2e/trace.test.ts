import { afterAll, beforeAll, expect, it } from 'vitest';
import { SERVICES, type ServiceName } from '../scripts/services.mjs';
import { call } from './client.js';
import { type Services, startServices } from './services.js';
import { collectAll } from './steps.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const NAMES = [...SERVICES.keys()];

let services: Services;
let logs: Map<ServiceName, Record<string, unknown>[]>;

beforeAll(async () => {
  services = await startServices();
  const { id } = await collectAll(services);
  for (const [requestId, traceparent] of [
    ['traced', `00-${TRACE}-b7ad6b7169203331-01`],
    ['untraced', '00-zz-b7ad6b7169203331-01'],
  ]) {
    await call(`${services.urls.viz}/api/scenarios/train-model`, {
      json: { dataset_id: id, model_type: 'KNN' },
      headers: { prefer: 'wait=60', 'x-request-id': requestId, traceparent },
    });
  }
  // The last lines are in the files once the services have closed.
  for (const name of NAMES.toReversed()) await services.stop(name);
  logs = new Map(await Promise.all(NAMES.map(async (name) => [name, await services.log(name)] as const)));
});
afterAll(() => services.close());

const tracesOf = (requestId: string, name: ServiceName) => {
  const lines = logs.get(name)?.filter(({ request_id }) => request_id === requestId) ?? [];
  return [...new Set(lines.map(({ trace_id }) => trace_id))];
};

it("finds a request by its caller's trace in the logs of all services that worked for it", () => {
  for (const name of ['viz', 'web_master', 'ml_service'] as const) expect(tracesOf('traced', name)).toEqual([TRACE]);
  expect(tracesOf('traced', 'storage')).toContain(TRACE);
});

it('makes one trace for a request without one, also for the work that goes on after it', () => {
  const [trace] = tracesOf('untraced', 'viz');
  expect(trace).toMatch(/^[0-9a-f]{32}$/);
  for (const name of ['web_master', 'ml_service', 'storage'] as const)
    expect(tracesOf('untraced', name)).toEqual([trace]);
});
