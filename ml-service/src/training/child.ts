/** The program of the child process: trains one run after the other, and keeps nothing between them. */
import { createStorageClient, type StorageClient } from '@ml-microservices/shared/clients';
import { faultOf, INTERNAL_FAULT } from '../runs/fault.js';
import type { ChildJob, FromChild, ToChild } from './messages.js';
import { Outbox } from './outbox.js';
import { type TrainingSource, train } from './train.js';

let current: AbortController | null = null;

const send = (message: FromChild) => process.send?.(message);

process.on('message', (message: ToChild) => {
  if (message.type === 'abort') current?.abort();
  else void work(message.job);
});
// The service is gone: nobody waits for the result any more.
process.on('disconnect', () => process.exit());
// A terminal's Ctrl-C reaches every process of the group; the service decides what becomes of its child.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

async function work(job: ChildJob): Promise<void> {
  const abort = new AbortController();
  current = abort;
  const storage = createStorageClient({ url: job.storageUrl, requestId: () => job.requestId });
  try {
    await trainRun(job, storage, abort.signal);
    send({ type: 'done' });
  } catch (error) {
    send(abort.signal.aborted ? { type: 'aborted' } : failure(error));
  } finally {
    current = null;
    await storage.close();
  }
}

async function trainRun(job: ChildJob, storage: StorageClient, signal: AbortSignal): Promise<void> {
  const { runId, attempt, request, threads, memoryLimitBytes } = job;
  const { dataset_id, test_dataset_id = null } = request;
  const [source, test] = await Promise.all([
    sourceOf(dataset_id, storage),
    test_dataset_id === null ? undefined : sourceOf(test_dataset_id, storage),
  ]);
  const { model, file } = await train(
    { source, test, request },
    { threads, memoryLimitBytes, signal, onProgress: (progress) => send({ type: 'progress', progress }) },
  );
  const outbox = await Outbox.open(job.outbox);
  await outbox.put({ ...model, run_id: runId, attempt, dataset_id, test_dataset_id }, file);
}

async function sourceOf(datasetId: number, storage: StorageClient): Promise<TrainingSource> {
  const { columns, target, sha256 } = await storage.dataset(datasetId);
  return { columns, target, sha256, csv: csvOf(datasetId, storage) };
}

/** Asked for when it is read: a training that fails before leaves no answer half taken. */
async function* csvOf(datasetId: number, storage: StorageClient): AsyncGenerator<Uint8Array> {
  yield* await storage.datasetCsv(datasetId);
}

function failure(error: unknown): FromChild {
  const fault = faultOf(error);
  const { stack } = error instanceof Error ? error : new Error(String(error));
  return { type: 'failed', error: fault, ...(fault === INTERNAL_FAULT && { stack }) };
}
