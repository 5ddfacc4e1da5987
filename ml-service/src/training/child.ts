/** The program of the child process: does one piece of work after the other, and keeps nothing between them. */
import { createStorageClient, type StorageClient } from '@ml-microservices/shared/clients';
import { evaluateModel } from '../report/evaluate-model.js';
import { faultOf, INTERNAL_FAULT } from '../runs/fault.js';
import type { ChildJob, ChildResult, ChildWork, FromChild, ModelJob, ToChild } from './messages.js';
import { Outbox } from './outbox.js';
import { type TrainingSource, train } from './train.js';

let current: AbortController | null = null;

const send = (message: FromChild) => process.send?.(message);

process.on('message', (message: ToChild) => {
  if (message.type === 'abort') current?.abort();
  else void work(message);
});
// The service is gone: nobody waits for the result any more.
process.on('disconnect', () => process.exit());
// A terminal's Ctrl-C reaches every process of the group; the service decides what becomes of its child.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

async function work(work: ChildWork): Promise<void> {
  const abort = new AbortController();
  current = abort;
  const storage = createStorageClient({ url: work.job.storageUrl, requestId: () => work.job.requestId });
  try {
    send(await resultOf(work, storage, abort.signal));
  } catch (error) {
    send(abort.signal.aborted ? { type: 'aborted' } : failure(error));
  } finally {
    current = null;
    await storage.close();
  }
}

async function resultOf(work: ChildWork, storage: StorageClient, signal: AbortSignal): Promise<ChildResult> {
  if (work.type === 'evaluate') return evaluate(work.job, storage, signal);
  await trainRun(work.job, storage, signal);
  return { type: 'done' };
}

async function evaluate(job: ModelJob, storage: StorageClient, signal: AbortSignal): Promise<ChildResult> {
  const model = await storage.model(job.modelId);
  const { dataset_id, test_dataset_id, run_id } = model;
  const [source, test, file, run] = await Promise.all([
    sourceOf(dataset_id, storage),
    test_dataset_id === null ? null : sourceOf(test_dataset_id, storage),
    storage.modelFile(model.id),
    storage.run(run_id),
  ]);
  const evaluation = await evaluateModel({ model, run, file, source, test }, { threads: job.threads, signal });
  return { type: 'evaluated', evaluation };
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
