import type { Page, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post, problemOf } from '../door.js';
import { startTrained, type Trained, WAIT } from '../trained.js';

const TRAIN = '/scenarios/train-model';
interface SentEvent {
  readonly id: number;
  readonly event: string;
  readonly data: { status: string; progress: number };
}

/** The events of a run from the one after `lastEventId` on, to the end of the stream. */
async function eventsOf(runId: number, lastEventId?: number): Promise<SentEvent[]> {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
  const response = await fetch(`${trained.url}/progress/${runId}`, { headers });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const blocks = (await response.text()).split('\n\n').filter((block) => block.startsWith('id:'));
  return blocks.map((block) => {
    const [, id, event, data] = /^id: ?(\d+)\nevent: ?(\w+)\ndata: ?(.+)$/.exec(block)!;
    return { id: Number(id), event, data: JSON.parse(data) };
  });
}
const train = async () => (await post(trained.app, TRAIN, trained.training, WAIT)).json<Run>();

let trained: Trained;
beforeAll(async () => {
  trained = await startTrained();
});
afterAll(() => trained?.close());

describe('training', () => {
  it('is accepted at once, and its events lead to the model', async () => {
    const response = await post(trained.app, TRAIN, trained.training);
    expect(response.statusCode).toBe(202);
    expect(response.headers['preference-applied']).toBeUndefined();
    const { run_id } = response.json();
    expect(response.json()).toEqual({ run_id, status: 'queued', progress_url: `/progress/${run_id}` });
    const events = await eventsOf(run_id);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ event: 'completed', data: { progress: 1 } });
    expect(events.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
  });

  it('is answered whole where it ends within the wait asked for', async () => {
    const response = await post(trained.app, TRAIN, trained.training, { prefer: 'respond-async, wait=30' });
    expect([response.statusCode, response.headers['preference-applied']]).toEqual([200, 'wait=30']);
    expect(response.json()).toMatchObject({ kind: 'training', status: 'completed', dataset_id: trained.datasetId });
  });

  it.each([
    ['wait=0', 'wait=0'],
    ['wait=999', 'wait=60'],
    ['wait=soon', undefined],
    ['wait=-1', undefined],
    ['', undefined],
  ])('with Prefer: %s applies %s', async (prefer, applied) => {
    const response = await post(trained.app, TRAIN, trained.training, { prefer });
    expect(response.headers['preference-applied']).toBe(applied);
    expect(response.statusCode).toBe(applied === 'wait=60' ? 200 : 202);
  });

  it('runs once for an Idempotency-Key, asked twice or at once', async () => {
    const count = async () => (await trained.app.inject('/api/storage/runs?limit=1')).json<Page<Run>>().total;
    const before = await count();
    const headers = { 'idempotency-key': 'train-once' };
    const first = await post(trained.app, TRAIN, trained.training, headers);
    const others = await Promise.all(
      Array.from({ length: 5 }, () => post(trained.app, TRAIN, trained.training, headers)),
    );
    const ids = [first, ...others].map((response) => response.json().run_id ?? response.json().id);
    expect(new Set(ids).size).toBe(1);
    const replayed = [first, ...others].map(({ headers }) => headers['idempotency-replayed']);
    expect(replayed).toEqual([undefined, ...others.map(() => 'true')]);
    expect((await count()) - before).toBe(1);
    const other = await post(trained.app, TRAIN, { ...trained.training, seed: 7 }, headers);
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
  });

  it.each([
    [{ dataset_id: 999 }, 404, []],
    [{ test_dataset_id: 998 }, 404, []],
    [{ dataset_id: 0 }, 422, ['/dataset_id']],
    [{ dataset_id: '1' }, 422, ['/dataset_id']],
    [{ model_type: 'SVM' }, 422, ['/model_type']],
    [{ test_size: 1 }, 422, ['/test_size']],
    [{ seed: -1 }, 422, ['/seed']],
    [{ hyperparameters: { n_estimators: 0 } }, 422, ['/hyperparameters/n_estimators']],
    [{ hyperparameters: { C: 1 } }, 422, ['/hyperparameters/C']],
    [{ target: 'Nothing' }, 422, ['/target']],
    [{ features: ['Age', 'Nothing'] }, 422, [expect.stringMatching(/^\/features/)]],
    [{ epochs: 3 }, 422, ['/epochs']],
  ])('with %j is %s', async (change, status, paths) => {
    expect(problemOf(await post(trained.app, TRAIN, { ...trained.training, ...change }))).toMatchObject({
      status,
      paths,
    });
  });
});

describe('progress', () => {
  it('goes on after the last event seen, without a gap', async () => {
    const { id } = await train();
    const all = await eventsOf(id);
    expect(await eventsOf(id, 2)).toEqual(all.slice(2));
  });

  it.each([
    ['/progress/999', 404],
    ['/progress/x', 422],
    ['/progress/0', 422],
    ['/progress/1%2f..', 422],
    ['/progress', 404],
  ])('%s is %s', async (path, status) => {
    expect((await fetch(trained.url + path)).status).toBe(status);
  });
});
