/** The program of the child process: does one piece of work after the other, and keeps nothing between them but a table. */
import { writeFile } from 'node:fs/promises';
import { createStorageClient, type StorageClient } from '@ml-microservices/shared/clients';
import { workOnModels } from '../report/work-on-models.js';
import { faultOf, INTERNAL_FAULT } from '../runs/fault.js';
import type { ChildJob, ChildResult, ChildWork, FromChild, ToChild } from './messages.js';
import { MAX_INLINE_BYTES, Outbox, type Trained } from './outbox.js';
import { RecentTable } from './recent-table.js';
import type { TrainingProgress } from './reporter.js';
import { sourceOf } from './storage-source.js';
import { train } from './train.js';
import { warmUp } from './warm-up.js';

const PROGRESS_INTERVAL_MS = 50;

/** A process that is given work at once has no time to lose. */
const WARM_UP_AFTER_MS = 1_000;

let current: AbortController | null = null;
/** No work came yet. */
let isFresh = true;
/** Sent with each request of the work under way. */
let headers: ChildWork['job']['headers'] = {};

const recent = new RecentTable();

/** All work is for one storage and one outbox. */
let storage: StorageClient | undefined;
let outbox: Outbox | undefined;

const send = (message: FromChild) => process.send?.(message);

process.on('message', (message: ToChild) => {
  if (message.type === 'abort') current?.abort();
  else void work(message);
});
// The service is gone: nobody waits for the result any more.
process.on('disconnect', () => process.exit());
// A terminal's Ctrl-C reaches every process of the group; the service decides what becomes of its child.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

// Where Linux runs out of memory it is to end this process, not a service that keeps data.
writeFile('/proc/self/oom_score_adj', '1000').catch(() => undefined);

setTimeout(() => {
  void warmUp(() => isFresh);
}, WARM_UP_AFTER_MS);

async function work(work: ChildWork): Promise<void> {
  isFresh = false;
  const abort = new AbortController();
  current = abort;
  headers = work.job.headers;
  try {
    storage ??= createStorageClient({ url: work.job.storageUrl, headers: () => headers });
    send(await resultOf(work, storage, abort.signal));
  } catch (error) {
    send(abort.signal.aborted ? { type: 'aborted' } : failure(error));
  } finally {
    current = null;
  }
}

async function resultOf(work: ChildWork, storage: StorageClient, signal: AbortSignal): Promise<ChildResult> {
  if (work.type !== 'train') return workOnModels(work.type, work.job, { storage, signal });
  return { type: 'trained', trained: await trainRun(work.job, storage, signal) };
}

async function trainRun(job: ChildJob, storage: StorageClient, signal: AbortSignal): Promise<Trained | null> {
  const { runId, attempt, request, dataset, threads, memoryLimitBytes } = job;
  const { dataset_id, test_dataset_id = null } = request;
  const [source, test] = await Promise.all([
    sourceOf(dataset_id, storage, dataset),
    test_dataset_id === null ? undefined : sourceOf(test_dataset_id, storage),
  ]);
  const { model, file } = await train(
    { source, test, request, recent },
    { threads, memoryLimitBytes, signal, onProgress: progressSender() },
  );
  const trained = { record: { ...model, run_id: runId, attempt, dataset_id, test_dataset_id }, file };
  if (file.length <= MAX_INLINE_BYTES) return trained;
  outbox ??= new Outbox(job.outbox);
  outbox.put(trained);
  return null;
}

/** The service tells on 10 steps a second at most: it is sent the first of each stage, and few of the rest. */
function progressSender(): (progress: TrainingProgress) => void {
  let stage = '';
  let nextAt = 0;
  return (progress) => {
    if (progress.stage === stage && performance.now() < nextAt) return;
    stage = progress.stage;
    nextAt = performance.now() + PROGRESS_INTERVAL_MS;
    send({ type: 'progress', progress });
  };
}

function failure(error: unknown): FromChild {
  const fault = faultOf(error);
  const { stack } = error instanceof Error ? error : new Error(String(error));
  return { type: 'failed', error: fault, ...(fault === INTERNAL_FAULT && { stack }) };
}
