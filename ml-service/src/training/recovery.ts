import type { StorageClient } from '@ml-microservices/shared/clients';
import { MAX_PAGE_SIZE, type Run, type RunListQuery, type RunUpdate } from '@ml-microservices/shared/contracts';
import type { FastifyBaseLogger } from 'fastify';
import { INTERRUPTED, isFenced } from '../runs/fault.js';
import type { ProgressHub } from '../runs/hub.js';
import { patiently } from '../runs/patience.js';
import { requeued } from './ending.js';
import type { Outbox } from './outbox.js';
import type { TrainingRunner } from './runner.js';

interface RecoveryOptions {
  readonly storage: StorageClient;
  /** What `listUnfinished` found. */
  readonly unfinished: Promise<readonly Run[]>;
  readonly hub: ProgressHub;
  readonly outbox: Outbox;
  readonly training: TrainingRunner;
  readonly maxAttempts: number;
  readonly log: FastifyBaseLogger;
}

/**
 * What a start does with the runs that the last end of this service left unfinished: trained models are published,
 * queued runs are queued, and runs that were cut short begin their next attempt, up to `maxAttempts`.
 */
export async function recover(options: RecoveryOptions, signal: AbortSignal): Promise<void> {
  const { outbox, training, log } = options;
  const trained = await outbox.sweep();
  for (const run of trained) await training.publish(run, signal);
  const isTrained = (run: Run) => trained.some(({ id, attempt }) => id === run.id && attempt === run.attempt);
  for (const run of await options.unfinished) {
    if (isTrained(run)) continue;
    log.info({ run_id: run.id, attempt: run.attempt, status: run.status }, 'taking up an unfinished run');
    await patiently(() => takeUp(run, options), signal);
  }
}

/**
 * The runs that the last end of this service left unfinished, oldest first; waits for storage. This service must not
 * create a run before: it would be taken for one of them.
 */
export async function listUnfinished(storage: StorageClient, signal: AbortSignal): Promise<Run[]> {
  const running = await unfinished(storage, 'running', signal);
  const queued = await unfinished(storage, 'queued', signal);
  return [...running, ...queued].sort((a, b) => a.id - b.id);
}

/** All of them: each is listed before any is changed, so that pages do not shift. */
async function unfinished(storage: StorageClient, status: 'running' | 'queued', signal: AbortSignal): Promise<Run[]> {
  const runs: Run[] = [];
  for (;;) {
    const query: RunListQuery = { status, sort: 'id', limit: MAX_PAGE_SIZE, offset: runs.length };
    const { items, total } = await patiently(() => storage.runs(query), signal);
    runs.push(...items);
    if (items.length === 0 || runs.length >= total) return runs;
  }
}

async function takeUp(run: Run, options: RecoveryOptions): Promise<void> {
  const { storage, hub, training } = options;
  const step = firstStep(run, options.maxAttempts);
  const status = step ? await stepped(run, step, { storage, hub }) : run.status;
  if (run.kind === 'training' && status === 'queued') training.enqueue(run.id);
}

/** The run's status after its step, also where that was taken before its answer got lost, or where the run has ended. */
async function stepped({ id }: Run, step: RunUpdate, { storage, hub }: Pick<RecoveryOptions, 'storage' | 'hub'>) {
  try {
    const taken = await storage.updateRun(id, step);
    hub.publish(taken);
    return taken.run.status;
  } catch (error) {
    if (!isFenced(error)) throw error;
    return storage.run(id).then(
      ({ status }) => status,
      () => null,
    );
  }
}

/** The step that an unfinished run needs before it is worked on again; null for one that still waits for its turn. */
function firstStep(run: Run, maxAttempts: number): RunUpdate | null {
  const { kind, status, attempt } = run;
  if (kind === 'inference') return { attempt, status: 'failed', error: INTERRUPTED };
  if (status === 'queued') return null;
  if (attempt < maxAttempts) return requeued(run);
  const code = 'attempts_exhausted';
  const message = `The training was cut short ${attempt} times by an end of the service and is not started again.`;
  return { attempt, status: 'failed', error: { code, message, reason: code, values: { attempts: attempt } } };
}
