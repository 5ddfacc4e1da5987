import { Problem, type ProblemCode, type Run, type RunStep, type RunUpdate } from '@ml-microservices/shared/contracts';
import Fastify from 'fastify';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { ProgressHub } from '../../src/runs/hub.js';
import { RunRecorder } from '../../src/runs/recorder.js';

const RUN = { id: 7, attempt: 2, status: 'running', progress: 0, stage: 'fit', message: '', error: null } as Run;

/** What storage was asked to write, each with how it is answered. */
let asked: { update: RunUpdate; answer: () => void; refuse: (code: ProblemCode) => void }[];
let hub: ProgressHub;
let isFenced: boolean;
let recorder: RunRecorder;

const storage = {
  updateRun: (_id: number, update: RunUpdate) =>
    new Promise<RunStep>((resolve, reject) => {
      const { progress = 0, stage = '' } = update;
      const data = { run_id: 7, status: RUN.status, progress, stage, message: '' };
      const step: RunStep = { run: RUN, event: { id: asked.length + 2, event: 'progress', data } };
      asked.push({ update, answer: () => resolve(step), refuse: (code) => reject(new Problem(code, 'no')) });
    }),
};

beforeEach(() => {
  asked = [];
  isFenced = false;
  hub = new ProgressHub();
  hub.begin(RUN);
  recorder = new RunRecorder(RUN, { storage, hub, log: Fastify().log, onFenced: () => (isFenced = true) });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

const progress = (share: number) => recorder.progress({ progress: share, stage: 'fit', message: '' });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const written = () => asked.map(({ update }) => update.progress);

it('writes progress of its attempt every tenth of a second at most, each time the newest', async () => {
  for (let ms = 0; ms < 400; ms += 10) {
    progress(ms / 1000);
    await pass(10);
    asked.at(-1)?.answer();
  }
  expect(written()).toEqual([0, 0.09, 0.19, 0.29, 0.39]);
  expect(asked[0].update).toEqual({ attempt: 2, progress: 0, stage: 'fit', message: '' });
});

it('writes one step after the other, and drops progress that waits behind a newer step', async () => {
  progress(0.1);
  await pass(0);
  progress(0.2);
  const end = recorder.step({ status: 'completed', progress: 1 });
  await pass(1000);
  expect(written()).toEqual([0.1]);
  asked[0].answer();
  await pass(0);
  asked[1].answer();
  expect((await end).event.id).toBe(3);
  await pass(1000);
  expect(written()).toEqual([0.1, 1]);
  expect(hub.history(7)?.map(({ id }) => id)).toEqual([1, 2, 3]);
});

it('goes on behind a write that storage could not take', async () => {
  progress(0.1);
  await pass(0);
  asked[0].refuse('dependency_unavailable');
  const step = recorder.step({ status: 'failed' });
  await pass(0);
  asked[1].answer();
  await step;
  expect(isFenced).toBe(false);
});

it.each(['conflict', 'not_found'] as const)(
  'tells that the run is no longer ours where storage says %s',
  async (code) => {
    progress(0.1);
    await pass(0);
    asked[0].refuse(code);
    await recorder.close();
    expect([isFenced, hub.history(7)]).toEqual([true, undefined]);
  },
);
