import type { Run, RunStep } from '@ml-microservices/shared/contracts';
import { beforeEach, expect, it } from 'vitest';
import { ProgressHub } from '../../src/runs/hub.js';

const RUN = { id: 7, status: 'queued', progress: 0, stage: 'queued', message: '', error: null } as Run;

const stepOf = (id: number, status: Run['status'] = 'running'): RunStep => {
  const run = { ...RUN, status };
  const { progress, stage, message } = run;
  return { run, event: { id, event: 'progress', data: { run_id: 7, status, progress, stage, message } } };
};

let hub: ProgressHub;
beforeEach(() => {
  hub = new ProgressHub();
  hub.begin(RUN);
});

it('has all events of a run that began here, from the first on', () => {
  hub.publish(stepOf(2));
  hub.publish(stepOf(3));
  const first = { run_id: 7, status: 'queued', progress: 0, stage: 'queued', message: '' };
  expect(hub.history(7)).toEqual([{ id: 1, event: 'progress', data: first }, stepOf(2).event, stepOf(3).event]);
  expect([hub.isLast(7, 2), hub.isLast(7, 3)]).toEqual([false, true]);
});

it('leaves to storage a run that began elsewhere, and one whose events have a gap', () => {
  expect(hub.history(8)).toBeUndefined();
  hub.publish(stepOf(3));
  expect(hub.history(7)).toBeUndefined();
});

it('leaves to storage a run that has ended, and one that others write to', () => {
  hub.publish(stepOf(2, 'completed'));
  expect(hub.history(7)).toBeUndefined();
  hub.begin(RUN);
  hub.forget(7);
  expect([hub.history(7), hub.isLast(7, 1)]).toEqual([undefined, false]);
});

it('leaves to storage a history of more than a thousand events', () => {
  for (let id = 2; id <= 1000; id++) hub.publish(stepOf(id));
  expect(hub.history(7)).toHaveLength(1000);
  hub.publish(stepOf(1001));
  expect(hub.history(7)).toBeUndefined();
});

it('tells each step to who listens, until they stop', () => {
  const told: number[] = [];
  const stop = hub.subscribe(7, ({ event }) => told.push(event.id));
  hub.publish(stepOf(2));
  stop();
  hub.publish(stepOf(3));
  expect(told).toEqual([2]);
});
