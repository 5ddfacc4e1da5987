import { getEventListeners } from 'node:events';
import { Problem, type ProgressData, type Run, type RunEvent } from '@ml-microservices/shared/contracts';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { ProgressHub } from '../../src/runs/hub.js';
import { eventStream } from '../../src/runs/stream.js';
import { eventsOf } from '../support/event-stream.js';

/** What storage has, and whether it can be asked. */
let stored: RunEvent[];
let isAway: boolean;
let asked: number;
/** What happens between storage's reading and its answer. */
let meanwhile: () => void;
let hub: ProgressHub;

beforeEach(() => {
  stored = [];
  isAway = false;
  asked = 0;
  meanwhile = () => {};
  hub = new ProgressHub();
});

const storage = {
  async runEvents(_runId: number, after: number) {
    asked++;
    if (isAway) throw new Problem('dependency_unavailable', 'storage is not reachable.');
    const items = stored.filter(({ id }) => id > after);
    meanwhile();
    return { items };
  },
};

const run: Run = {
  id: 1,
  kind: 'training',
  status: 'running',
  progress: 0.5,
  stage: 'fit',
  message: '',
  dataset_id: null,
  model_id: null,
  parameters: {},
  result: null,
  result_file_id: null,
  error: null,
  attempt: 1,
  request_id: 'r1',
  created_at: '2026-01-01T00:00:00.000Z',
  started_at: null,
  finished_at: null,
  duration_ms: null,
};

function happen(n: number, message = '', status: ProgressData['status'] = 'running'): void {
  for (let count = 0; count < n; count++) {
    const data = { run_id: 1, status, progress: 0.5, stage: 'fit', message };
    const event: RunEvent = { id: stored.length + 1, event: status === 'completed' ? status : 'progress', data };
    stored.push(event);
    hub.publish({ run, event });
  }
}

const open = () => eventStream({ hub, storage }, { runId: 1, after: 0, history: [] });

const idsOf = (text: unknown) => eventsOf(String(text)).map(({ id }) => id);

async function rest(stream: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of stream) text += piece;
  return text;
}

it('tells a reader that did not read for long all that happened meanwhile, once and in order', async () => {
  happen(1);
  const stream = open();
  const first = await stream.next();
  happen(5_000);
  happen(1, '', 'completed');
  const ids = idsOf(`${first.value}${await rest(stream)}`);
  expect(ids).toEqual(Array.from({ length: 5_002 }, (_, index) => index + 1));
});

it('leaves no gap where storage cannot be asked for what was missed', async () => {
  happen(1);
  const stream = open();
  const first = await stream.next();
  happen(3_000);
  isAway = true;
  const told = [first.value];
  for (let n = 0; n < 1_000; n++) told.push((await stream.next()).value);
  const later = stream.next();
  isAway = false;
  happen(1, '', 'completed');
  told.push((await later).value);
  const ids = idsOf(`${told.join('')}${await rest(stream)}`);
  expect(ids).toEqual(Array.from({ length: 3_002 }, (_, index) => index + 1));
});

it('asks storage for what came after the history only where there may be something', async () => {
  happen(2);
  const history = [...stored];
  const complete = eventStream({ hub, storage }, { runId: 1, after: 0, history });
  for (const _ of history) await complete.next();
  const later = complete.next();
  happen(1);
  expect(idsOf((await later).value)).toEqual([3]);
  expect(asked).toBe(0);
  const behind = eventStream({ hub, storage }, { runId: 1, after: 0, history });
  for (const id of [1, 2, 3]) expect(idsOf((await behind.next()).value)).toEqual([id]);
  const last = behind.next();
  happen(1, '', 'completed');
  expect(idsOf((await last).value)).toEqual([4]);
  expect(asked).toBe(1);
});

it('asks storage at once for what another process wrote between two events', async () => {
  happen(1);
  const stream = open();
  await stream.next();
  const later = stream.next();
  stored.push({ ...stored[0], id: 2 });
  happen(1, '', 'completed');
  expect(idsOf((await later).value)).toEqual([2]);
  expect(idsOf(await rest(stream))).toEqual([3]);
});

it('tells at once what happens while storage is asked', async () => {
  happen(1);
  // A process that has told nothing of the run must ask.
  hub = new ProgressHub();
  const stream = eventStream({ hub, storage }, { runId: 1, after: 0, history: [...stored] });
  await stream.next();
  meanwhile = () => happen(1, '', 'completed');
  expect(idsOf((await stream.next()).value)).toEqual([2]);
});

it('keeps the line while nothing happens, and then tells what another process wrote', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  happen(1);
  const stream = open();
  await stream.next();
  const beat = stream.next();
  await vi.advanceTimersByTimeAsync(15_000);
  expect((await beat).value).toBe(':\n\n');
  stored.push({ ...stored[0], id: 2 });
  expect(idsOf((await stream.next()).value)).toEqual([2]);
  await stream.return(undefined);
});

it('tells one event whatever is in its text', async () => {
  const message = 'a\n\nid: 99\nevent: completed\r\ndata: {"status":"completed"}\n\n';
  happen(1, message);
  happen(1, '', 'completed');
  const text = await rest(open());
  expect(text.match(/^id: /gm)).toHaveLength(2);
  expect(eventsOf(text)[0].data.message).toBe(message);
});

it('leaves nothing behind when its reader goes', async () => {
  let listening = 0;
  class CountingHub extends ProgressHub {
    override subscribe(...listener: Parameters<ProgressHub['subscribe']>) {
      const stop = super.subscribe(...listener);
      listening++;
      return () => {
        stop();
        listening--;
      };
    }
  }
  hub = new CountingHub();
  happen(1);
  const stream = open();
  await stream.next();
  expect([listening, getEventListeners(hub.closed, 'abort').length]).toEqual([1, 1]);
  await stream.return(undefined);
  expect([listening, getEventListeners(hub.closed, 'abort').length]).toEqual([0, 0]);
});
