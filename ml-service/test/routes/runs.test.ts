import type { ProblemDetails, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../support/event-stream.js';
import { type Bench, startBench } from '../support/services.js';
import { isFitting, untilRun } from '../support/until.js';

let bench: Bench;
let datasetId: number;

beforeAll(async () => {
  bench = await startBench();
  datasetId = await bench.upload();
});
afterAll(() => bench.close());

async function complete() {
  const payload = { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: { n_estimators: 10 } };
  return (
    await bench.app.inject({ method: 'POST', url: '/train', payload, headers: { prefer: 'wait=60' } })
  ).json<Run>();
}
const cancel = (id: number) => bench.app.inject({ method: 'POST', url: `/runs/${id}/cancel` });
const follow = async (id: number) => eventsOf((await bench.app.inject(`/progress/${id}`)).body);

describe('cancelling', () => {
  it('ends a run that trains, and one that waits behind it, and leaves no model', async () => {
    const running = await bench.trainEndlessly();
    const waiting = await bench.trainEndlessly();
    await untilRun(bench.storage, running, isFitting);
    for (const id of [waiting, running]) {
      const response = await cancel(id);
      expect(response.statusCode).toBe(200);
      expect(response.json<Run>()).toMatchObject({ id, status: 'cancelled', model_id: null, result: null });
      expect((await follow(id)).at(-1)).toMatchObject({
        event: 'cancelled',
        data: { status: 'cancelled', note: { code: 'cancelled_by_request' } },
      });
    }
    // The next one finds the way free.
    expect(await complete()).toMatchObject({ status: 'completed' });
    expect(await bench.storage.run(running)).toMatchObject({ status: 'cancelled', model_id: null });
    expect(await bench.storage.run(waiting)).toMatchObject({ status: 'cancelled', started_at: null });
  });

  it('past this service stops the work as well, and that of a run whose turn has not come', async () => {
    const running = await bench.trainEndlessly();
    const waiting = await bench.trainEndlessly();
    const { attempt } = await untilRun(bench.storage, running, isFitting);
    for (const id of [waiting, running]) await bench.storage.updateRun(id, { attempt, status: 'cancelled' });
    expect(await complete()).toMatchObject({ status: 'completed' });
  });

  it('is refused for a run that has ended', async () => {
    const { id } = await complete();
    const response = await cancel(id);
    expect(response.statusCode).toBe(409);
    expect(response.json<ProblemDetails>()).toMatchObject({
      code: 'conflict',
      detail: `Run ${id} is completed and cannot be cancelled.`,
    });
  });

  it('is 404 for a run that there is not', async () => {
    expect((await cancel(999)).statusCode).toBe(404);
  });
});
