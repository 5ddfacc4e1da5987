import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bench, startBench } from '../support/services.js';
import { isEnded, isFitting, untilRun } from '../support/until.js';

let bench: Bench;
afterEach(() => bench.close());

/** The training processes that this test's service started. */
function childProcesses(): number[] {
  const found = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'training/child'], { encoding: 'utf8' });
  return found.trim().split('\n').map(Number);
}

describe('a training', () => {
  it('that takes too long fails in words, and the next one runs', async () => {
    bench = await startBench({ TRAINING__TIMEOUT_S: '3' });
    const datasetId = await bench.upload();
    // Done before its time, which must not run on for the one behind it.
    await untilRun(bench.storage, await bench.train(datasetId, 5), isEnded);
    bench.gate.shut();
    const late = await bench.train(datasetId, 20);
    const next = await bench.train(datasetId, 5);
    expect(await untilRun(bench.storage, late, isEnded)).toMatchObject({
      status: 'failed',
      error: { code: 'timeout', message: 'The training took longer than 3 s and was ended.' },
    });
    bench.gate.open();
    expect(await untilRun(bench.storage, next, isEnded)).toMatchObject({ status: 'completed' });
  });

  it('that outgrows its memory fails in words, and the service lives on', async () => {
    // Enough for small trees, and less than a process of Node itself takes.
    bench = await startBench({ TRAINING__MEMORY_LIMIT_MB: '64' });
    const id = await bench.trainEndlessly({ max_depth: 2 });
    const { status, error } = await untilRun(bench.storage, id, isEnded);
    expect([status, error?.code]).toEqual(['failed', 'out_of_memory']);
    expect(error?.message).toMatch(/^The training grew to \d+ MiB; at most 64 MiB are allowed/);
    expect((await bench.app.inject('/health')).statusCode).toBe(200);
  });

  it('that would need more memory than it may use is refused before it fits', async () => {
    bench = await startBench({ TRAINING__MEMORY_LIMIT_MB: '200' });
    const id = await bench.trainEndlessly();
    const { error, stage } = await untilRun(bench.storage, id, isEnded);
    expect(error?.code).toBe('out_of_memory');
    expect(error?.message).toContain('200 MiB');
    expect(stage).not.toBe('fit');
  });

  it('whose process dies of a fault of its own fails with how it ended', async () => {
    bench = await startBench();
    const id = await bench.trainEndlessly();
    await untilRun(bench.storage, id, isFitting);
    for (const pid of childProcesses()) process.kill(pid, 'SIGSEGV');
    expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({
      status: 'failed',
      error: { code: 'worker_died', message: "The training's process ended unexpectedly (signal SIGSEGV)." },
    });
  });

  it('that something else kills says so, and the next one gets a process of its own', async () => {
    bench = await startBench();
    const id = await bench.trainEndlessly();
    await untilRun(bench.storage, id, isFitting);
    for (const pid of childProcesses()) process.kill(pid, 'SIGKILL');
    expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({
      status: 'failed',
      model_id: null,
      error: { code: 'worker_died', message: "The training's process ended unexpectedly (signal SIGKILL)." },
    });
    const next = await bench.train(await bench.upload(), 5);
    expect(await untilRun(bench.storage, next, isEnded)).toMatchObject({ status: 'completed' });
  });
});
