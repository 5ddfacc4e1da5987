import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Bench, startBench } from '../support/services.js';
import { isEnded, isFitting, untilRun } from '../support/until.js';

const CGROUPS = '/sys/fs/cgroup';
const isVersion2 = existsSync(join(CGROUPS, 'cgroup.controllers'));
const GROUP = join(CGROUPS, isVersion2 ? '' : 'memory', `ml-service-test-${process.pid}`);
const LIMIT = isVersion2 ? 'memory.max' : 'memory.limit_in_bytes';

/** Makes a group of processes to which Linux gives so many bytes; false where that takes rights that this process lacks. */
function canLimit(bytes: number): boolean {
  try {
    mkdirSync(GROUP);
  } catch {
    return false;
  }
  try {
    writeFileSync(join(GROUP, LIMIT), String(bytes));
    return true;
  } catch {
    rmdirSync(GROUP);
    return false;
  }
}

const isPossible = canLimit(2 ** 21);
let bench: Bench;
afterEach(async () => {
  await bench.close();
  rmdirSync(GROUP);
});

it.runIf(isPossible)('J1: a training that Linux ends for want of memory says so', async () => {
  bench = await startBench();
  bench.gate.shut();
  const id = await bench.trainEndlessly();
  await untilRun(bench.storage, id, isFitting);
  const child = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'training/child'], { encoding: 'utf8' }).trim();
  writeFileSync(join(GROUP, 'cgroup.procs'), child);
  bench.gate.open();
  expect(await untilRun(bench.storage, id, isEnded)).toMatchObject({
    status: 'failed',
    error: { code: 'out_of_memory', message: 'The training needed more memory than it may use, and was ended.' },
  });
  const next = await bench.train(await bench.upload(), 5);
  expect(await untilRun(bench.storage, next, isEnded)).toMatchObject({ status: 'completed' });
});
