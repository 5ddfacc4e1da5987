import type {
  InferRequest,
  ModelTypes,
  PredictionResult,
  PredictRequest,
  Run,
  RunAccepted,
  TrainRequest,
} from '../contracts/index.js';
import { type ClientOptions, createHttpClient } from './http.js';
import { type Repeat, repeatHeaders } from './repeat.js';

interface StartOptions extends Repeat {
  /** Longest wait for the run's end, in seconds; 0 answers at once. */
  readonly waitS: number;
}

/** A typed client of ml-service. A started run is answered whole if it ended within the wait. */
export function createMlClient(options: ClientOptions & { readonly timeoutMs: number }) {
  const http = createHttpClient('ml_service', options);
  const start = (path: string, json: unknown, { waitS, ...repeat }: StartOptions) =>
    http.json<Run | RunAccepted>({
      method: 'POST',
      path,
      json,
      headers: { ...repeatHeaders(repeat), prefer: `wait=${waitS}` },
      timeoutMs: waitS * 1000 + options.timeoutMs,
    });
  return {
    modelTypes: () => http.json<ModelTypes>({ path: '/model-types' }),
    train: (request: TrainRequest, options: StartOptions) => start('/train', request, options),
    infer: (request: InferRequest, options: StartOptions) => start('/infer', request, options),
    predict: (id: number, request: PredictRequest) =>
      http.json<PredictionResult>({ method: 'POST', path: `/models/${id}/predict`, json: request }),
    cancel: (id: number) => http.json<Run>({ method: 'POST', path: `/runs/${id}/cancel` }),
    close: () => http.close(),
  };
}

export type MlClient = ReturnType<typeof createMlClient>;
