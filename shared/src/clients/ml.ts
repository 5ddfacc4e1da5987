import {
  type Evaluation,
  type ExplainRequest,
  type Explanations,
  type InferRequest,
  type ModelTypes,
  type PredictionResult,
  type PredictRequest,
  Problem,
  type Run,
  type TrainRequest,
} from '../contracts/index.js';
import { type ClientOptions, createHttpClient } from './http.js';
import { type Repeat, repeatHeaders } from './repeat.js';

interface StartOptions extends Repeat {
  /** Longest wait for the run's end, in seconds; 0 answers at once. */
  readonly waitS: number;
}

interface MlClientOptions extends ClientOptions {
  readonly timeoutMs: number;
  /** Longest wait until an inference is accepted, in milliseconds: the rows sent along are predicted first. */
  readonly inferTimeoutMs: number;
}

/** What starting a run was answered, as it came: a run that ended within the wait (200), or where to follow it (202). */
export interface StartAnswer {
  readonly status: number;
  /** The run is that of an earlier request with the same Idempotency-Key. */
  readonly replayed: boolean;
  /** JSON. */
  readonly body: Buffer;
}

/** A typed client of ml-service. */
export function createMlClient(options: MlClientOptions) {
  const http = createHttpClient('ml_service', options);
  async function start(
    call: { path: string; json: unknown; acceptMs: number },
    { waitS, ...repeat }: StartOptions,
  ): Promise<StartAnswer> {
    const { statusCode, headers, body } = await http.answer({
      method: 'POST',
      path: call.path,
      json: call.json,
      headers: { ...repeatHeaders(repeat), prefer: `wait=${waitS}` },
      timeoutMs: waitS * 1000 + call.acceptMs,
    });
    if (!String(headers['content-type']).startsWith('application/json')) {
      await body.dump();
      throw new Problem('dependency_failed', 'ml_service answered what is no run.');
    }
    const replayed = headers['idempotency-replayed'] === 'true';
    return { status: statusCode, replayed, body: Buffer.from(await http.read(body)) };
  }
  return {
    modelTypes: () => http.json<ModelTypes>({ path: '/model-types' }),
    train: (json: TrainRequest, how: StartOptions) => start({ path: '/train', json, acceptMs: options.timeoutMs }, how),
    infer: (json: InferRequest, how: StartOptions) =>
      start({ path: '/infer', json, acceptMs: options.inferTimeoutMs }, how),
    predict: (id: number, request: PredictRequest) =>
      http.json<PredictionResult>({ method: 'POST', path: `/models/${id}/predict`, json: request }),
    explain: (id: number, request: ExplainRequest) =>
      http.json<Explanations>({ method: 'POST', path: `/models/${id}/explain`, json: request }),
    /** Made now where there is none yet, which takes as long as it takes to predict the test rows many times. */
    evaluation: (id: number) =>
      http.json<Evaluation>({ path: `/models/${id}/evaluation`, timeoutMs: options.inferTimeoutMs }),
    cancel: (id: number) => http.json<Run>({ method: 'POST', path: `/runs/${id}/cancel` }),
    close: () => http.close(),
  };
}

export type MlClient = ReturnType<typeof createMlClient>;
