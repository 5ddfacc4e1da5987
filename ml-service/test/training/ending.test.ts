import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem, type Run, type RunStep, type RunUpdate } from '@ml-microservices/shared/contracts';
import Fastify from 'fastify';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { RunStopped } from '../../src/runs/active.js';
import { ProgressHub } from '../../src/runs/hub.js';
import { Ending } from '../../src/training/ending.js';
import { Outbox, type TrainedRecord } from '../../src/training/outbox.js';

const AWAY = new Problem('dependency_unavailable', 'storage is not reachable.');
const CLOSING = new RunStopped('closing');

let told: RunUpdate[];
let outbox: Outbox;
let ending: Ending;

const storage = {
  async updateRun(id: number, update: RunUpdate): Promise<RunStep> {
    told.push(update);
    const { status = 'running', attempt } = update;
    const run = { id, attempt, status, progress: 0, stage: '', message: '', error: null } as Run;
    return {
      run,
      event: { id: 2, event: 'progress', data: { run_id: id, status, progress: 0, stage: '', message: '' } },
    };
  },
};

beforeEach(() => {
  told = [];
  const folder = mkdtempSync(join(tmpdir(), 'outbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  outbox = new Outbox(folder);
  const options = { storage, hub: new ProgressHub(), outbox, log: Fastify().log, maxAttempts: 2 };
  ending = new Ending(options, new AbortController().signal);
});

/** A result that waits for storage. */
function put(attempt: number): void {
  const record = { run_id: 7, attempt } as TrainedRecord;
  outbox.put({ record, file: Buffer.from('a\nb') });
}

it('begins a training again whose storage went away, until the last attempt, which fails with the reason', async () => {
  expect(await ending.end({ id: 7, attempt: 1 }, AWAY)).toBe(true);
  expect(await ending.end({ id: 7, attempt: 2 }, AWAY)).toBe(false);
  expect(told).toMatchObject([
    { attempt: 2, status: 'queued' },
    { attempt: 2, status: 'failed', error: { code: 'dependency_unavailable' } },
  ]);
});

it('puts a training back that a stop cut short, and keeps one whose result waits for storage', async () => {
  put(1);
  expect(await ending.end({ id: 7, attempt: 1 }, CLOSING)).toBe(false);
  expect([told, await outbox.has({ id: 7, attempt: 1 })]).toEqual([[], true]);
  expect(await ending.end({ id: 8, attempt: 1 }, CLOSING)).toBe(false);
  expect(told).toMatchObject([{ attempt: 2, status: 'queued' }]);
});

it('drops the result of a training that ended otherwise, and tells nobody of one that is no longer ours', async () => {
  put(1);
  expect(await ending.end({ id: 7, attempt: 1 }, new RunStopped('cancelled'))).toBe(false);
  expect(await ending.end({ id: 7, attempt: 1 }, new Problem('conflict', 'It has ended.'))).toBe(false);
  expect([told, readdirSync(outbox.folder)]).toEqual([[], []]);
});

it('knows at a start the results that are whole, by their attempts, and clears away what was cut short', async () => {
  put(3);
  writeFileSync(join(outbox.folder, 'run-8-1.trained.part'), 'half');
  expect(await outbox.sweep()).toEqual([{ id: 7, attempt: 3 }]);
  expect(readdirSync(outbox.folder)).toEqual(['run-7-3.trained']);
  expect((await outbox.read({ id: 7, attempt: 3 })).file.toString()).toBe('a\nb');
});
