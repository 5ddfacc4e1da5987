import type { Repeat, StartedRun, StorageClient } from '@ml-microservices/shared/clients';
import {
  type InferRequest,
  type Model,
  type PredictionResult,
  Problem,
  type Run,
  type RunNew,
} from '@ml-microservices/shared/contracts';
import { beginning, joined } from '@ml-microservices/shared/service';
import type { FastifyBaseLogger } from 'fastify';
import { type ActiveRuns, RunStopped } from '../runs/active.js';
import type { CreateRun } from '../runs/create.js';
import { faultOf, INTERNAL_FAULT, INTERRUPTED, isFenced } from '../runs/fault.js';
import type { ProgressHub } from '../runs/hub.js';
import { Known } from '../runs/known.js';
import { patiently } from '../runs/patience.js';
import { RunRecorder } from '../runs/recorder.js';
import type { FittedModel } from './fitted-model.js';
import { Inference } from './inference.js';
import { checkOneInput, isLarge, predictToCsv } from './input.js';
import type { ModelCache } from './model-cache.js';
import { predictStream } from './predict-stream.js';
import type { PredictionThreads } from './prediction-threads.js';
import { fileOf, inlineFile } from './result-file.js';

export interface InferenceOptions {
  readonly storage: StorageClient;
  readonly createRun: CreateRun;
  readonly hub: ProgressHub;
  readonly active: ActiveRuns;
  readonly models: ModelCache;
  readonly threads: PredictionThreads;
  readonly log: FastifyBaseLogger;
  /** Runs that may be worked on at a time; further ones are refused. */
  readonly maxRunning: number;
}

/** What a run does once it is stored: the chunks of its result's CSV, and then the result. */
interface Work {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly result: () => PredictionResult;
}

/** A result of no more bytes is stored together with its run; a larger one is streamed to its file as it is made. */
const SMALL_BYTES = 2 ** 16;

/** Works on inference runs. Rows of the request are predicted before their run is stored, so faults are told at once. */
export class InferenceRunner {
  readonly #options: InferenceOptions;
  readonly #known: Known<Model>;
  readonly #working = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  #starting = 0;

  constructor(options: InferenceOptions) {
    this.#options = options;
    this.#known = new Known((id) => options.storage.model(id));
  }

  async start(request: InferRequest, repeat: Repeat): Promise<StartedRun> {
    checkOneInput(request, ['data', 'rows', 'dataset_id']);
    const { models, threads } = this.#options;
    const { dataset_id } = request;
    return this.#known.using(request.model_id, async (model) => {
      const fitted = await models.get(model);
      const how = { model, fitted, threads: threads.takes(fitted) ? threads : undefined, repeat };
      return dataset_id === undefined ? this.#startInline(request, how) : this.#startDataset(dataset_id, how);
    });
  }

  async close(): Promise<void> {
    this.#closing.abort(new RunStopped('closing'));
    await Promise.all(this.#working);
  }

  async #startInline(request: InferRequest, { model, fitted, threads, repeat }: Start): Promise<StartedRun> {
    const { storage, createRun } = this.#options;
    const started_at = new Date().toISOString();
    const inference = new Inference(fitted, model.threshold);
    const done = (): RunNew => {
      const parameters = { model_id: model.id, rows: inference.nRows };
      const end = { status: 'completed', started_at, result: inference.result() } as const;
      return { kind: 'inference', ...stateOf(model), parameters, ...end };
    };
    const chunks = predictToCsv(inference, request, threads);
    const { first, isAll } = await beginning(chunks, SMALL_BYTES);
    if (isAll) return createRun({ ...done(), result_file: inlineFile(model, first) }, repeat);
    return storage.createDoneRun(fileOf(model, joined(first, chunks)), done, repeat);
  }

  async #startDataset(datasetId: number, { model, fitted, threads, repeat }: Start): Promise<StartedRun> {
    const { storage } = this.#options;
    const { rows, sha256 } = await storage.dataset(datasetId);
    const isLearnedFrom = sha256 === fitted.header.dataset_sha256;
    const parameters = { model_id: model.id, dataset_id: datasetId };
    const run = { kind: 'inference', ...stateOf(model), dataset_id: datasetId, parameters } as const;
    const started = await this.#create(run, repeat);
    if (started.replayed) return started;
    this.#launch(started.run, model, async (recorder, signal) => {
      const inference = new Inference(fitted, model.threshold);
      const onRows = (done: number) =>
        recorder.progress({
          progress: done / Math.max(rows, done),
          stage: 'predict',
          message: `${done} of ${rows} rows`,
          note: { code: 'rows_done', values: { done, total: rows } },
        });
      const csv = storage.datasetCsv(datasetId);
      const chunks = predictStream(csv, inference, { signal, onRows, threads: isLarge(rows) ? threads : undefined });
      return { chunks, result: () => inference.result(isLearnedFrom) };
    });
    return started;
  }

  async #create(run: RunNew, repeat: Repeat): Promise<StartedRun> {
    const { maxRunning } = this.#options;
    if (this.#working.size + this.#starting >= maxRunning) throw tooManyRunning(maxRunning);
    this.#starting++;
    try {
      return await this.#options.createRun({ ...run, status: 'running' }, repeat);
    } finally {
      this.#starting--;
    }
  }

  #launch(run: Run, model: Model, begin: (recorder: RunRecorder, signal: AbortSignal) => Promise<Work>): void {
    const { storage, hub, log, active } = this.#options;
    const onFenced = () => active.abort(run.id, new RunStopped('fenced'));
    const recorder = new RunRecorder(run, { storage, hub, log, onFenced });
    const working = active
      .during(run.id, async (signal) => this.#finish({ run, model, recorder }, await begin(recorder, signal)))
      .catch((error) => this.#fail(run, recorder, error))
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  async #finish({ run, model, recorder }: Working, { chunks, result }: Work): Promise<void> {
    await this.#options.storage.addResultFile(run, fileOf(model, chunks));
    await recorder.step({ status: 'completed', progress: 1, stage: 'done', message: '', result: result() });
  }

  async #fail(run: Run, recorder: RunRecorder, error: unknown): Promise<void> {
    const { log } = this.#options;
    await recorder.close();
    if ((error instanceof RunStopped && error.reason !== 'closing') || isFenced(error)) return;
    const fault = error instanceof RunStopped ? INTERRUPTED : faultOf(error);
    if (fault === INTERNAL_FAULT) log.error({ err: error, run_id: run.id }, 'an inference failed');
    try {
      await patiently(() => recorder.step({ status: 'failed', error: fault }), this.#closing.signal);
    } catch (cause) {
      if (!isFenced(cause)) log.error({ err: cause, run_id: run.id }, 'the end of an inference was not stored');
    }
  }
}

function tooManyRunning(maxRunning: number): Problem {
  const detail = `${maxRunning} predictions are being worked on already (inference.max_running); please try again soon.`;
  return new Problem('too_many_requests', detail, { headers: { 'retry-after': '2' } });
}

const stateOf = ({ id, updated_at }: Model) => ({ model_id: id, model_updated_at: updated_at });

interface Working {
  readonly run: Run;
  readonly model: Model;
  readonly recorder: RunRecorder;
}

interface Start {
  readonly model: Model;
  readonly fitted: FittedModel;
  /** For a large input; undefined where they would not help this model. */
  readonly threads: PredictionThreads | undefined;
  readonly repeat: Repeat;
}
