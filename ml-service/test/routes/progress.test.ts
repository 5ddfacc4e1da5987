import type { ProblemDetails, Run, RunAccepted } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../support/event-stream.js';
import { type Bench, startBench } from '../support/services.js';
import { isFitting, untilRun } from '../support/until.js';

let bench: Bench;
let datasetId: number;
let endedId: number;

beforeAll(async () => {
  bench = await startBench();
  datasetId = await bench.upload();
  endedId = (await train('wait=60')).json<Run>().id;
});
afterAll(() => bench.close());

const train = (prefer: string) =>
  bench.app.inject({
    method: 'POST',
    url: '/train',
    payload: { dataset_id: datasetId, model_type: 'RandomForest', hyperparameters: { n_estimators: 300 } },
    headers: { prefer },
  });
const follow = (runId: number, headers: Record<string, string> = {}) =>
  bench.app.inject({ url: `/progress/${runId}`, headers });

describe('progress', () => {
  it('comes as it happens: ids from 1, never falling, to the final event, and then the stream ends', async () => {
    const { run_id } = (await train('wait=0')).json<RunAccepted>();
    const response = await follow(run_id);
    expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const events = eventsOf(response.body);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    const progress = events.map(({ data }) => data.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(events[0]).toMatchObject({ event: 'progress', data: { run_id, status: 'queued', progress: 0 } });
    expect(events.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
    expect(events.at(-1)).toMatchObject({ event: 'completed', data: { status: 'completed', progress: 1 } });
    expect(events.at(-1)?.data.result).toEqual((await bench.storage.run(run_id)).result);
  });

  it('tells who comes late the whole history', async () => {
    const { items } = await bench.storage.runEvents(endedId, 0);
    expect(eventsOf((await follow(endedId)).body)).toEqual(items);
  });

  it('goes on after the Last-Event-ID', async () => {
    const { items } = await bench.storage.runEvents(endedId, 0);
    const events = eventsOf((await follow(endedId, { 'last-event-id': '2' })).body);
    expect(events).toEqual(items.slice(2));
  });

  it('ends a client that has seen all with 204', async () => {
    const { items } = await bench.storage.runEvents(endedId, 0);
    const response = await follow(endedId, { 'last-event-id': String(items.at(-1)?.id) });
    expect(response.statusCode).toBe(204);
    expect(response.body).toBe('');
  });

  it.each(['999', 'x', '-1', '1e3'])('tells the history where the Last-Event-ID %s is none of the run', async (id) => {
    const { items } = await bench.storage.runEvents(endedId, 0);
    expect(eventsOf((await follow(endedId, { 'last-event-id': id })).body)).toEqual(items);
  });

  it('goes to any number of watchers alike', async () => {
    const { run_id } = (await train('wait=0')).json<RunAccepted>();
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => follow(run_id)));
    expect(eventsOf(first.body).at(-1)?.event).toBe('completed');
    for (const other of others) expect(other.body).toBe(first.body);
  });

  it('is 404 for a run that there is not, and 422 for an id that is none', async () => {
    const unknown = await follow(999);
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json<ProblemDetails>().detail).toBe('There is no run 999.');
    expect((await bench.app.inject('/progress/abc')).statusCode).toBe(422);
  });
});

describe('a close of the service', () => {
  it('ends the streams and the waits of runs that go on', async () => {
    const run_id = await bench.trainEndlessly();
    const [stream, waited] = [follow(run_id), train('wait=60')];
    await untilRun(bench.storage, run_id, isFitting);
    await bench.restart();
    expect(eventsOf((await stream).body).at(-1)?.event).toBe('progress');
    expect((await waited).statusCode).toBe(202);
  });
});
