import type { Dataset, InferRequest, Model, Report, Run, TrainRequest } from '@ml-microservices/shared/contracts';
import { get, idempotent, post } from '$lib/api/client.js';
import { ApiError } from '$lib/api/error.js';

export const STEPS = ['collect', 'store', 'train', 'predict', 'report'] as const;
export type StepName = (typeof STEPS)[number];

/** What a step leaves for those after it. */
export interface Made {
  dataset?: number;
  model?: number;
}

const ROWS = 40;
const WAIT_S = 30;
const TIMEOUT_MS = (WAIT_S + 5) * 1000;

const waiting = () => ({ headers: { ...idempotent().headers, prefer: `wait=${WAIT_S}` }, timeout: TIMEOUT_MS });

/** One step each, in the order of `STEPS`; a step that is not as it should be throws. `mark` names what is stored. */
export const work: Readonly<Record<StepName, (mark: string, made: Made) => Promise<void>>> = {
  async collect(mark) {
    const request = { batch_size: 10, offset: 0, name: `${mark} collected` };
    const { rows } = await post<{ rows: number }>('/scenarios/collect-and-store', request, waiting());
    expect(rows > 0, 'The collector gave no rows.');
  },
  /** A table of its own: what the collector's source is about may not be fit to learn from. */
  async store(mark, made) {
    const rows = Array.from({ length: ROWS }, (_, i) => [i, (i * 7) % 10, i < ROWS / 2 ? 'low' : 'high']);
    const request = { name: `${mark} table`, columns: COLUMNS, rows, target: 'size' };
    made.dataset = (await post<Dataset>('/storage/datasets', request)).id;
  },
  async train(_mark, made) {
    const request: TrainRequest = { dataset_id: made.dataset ?? 0, model_type: 'LogisticRegression' };
    const run = await post<Run>('/scenarios/train-model', request, waiting());
    expect(run.status === 'completed', run.error?.message ?? `The training is ${run.status}.`);
    made.model = run.model_id ?? 0;
  },
  async predict(_mark, made) {
    const request: InferRequest = { model_id: made.model ?? 0, rows: [{ a: ROWS - 1, b: 5 }] };
    const { status, result, error } = await post<Run>('/scenarios/infer-model', request, waiting());
    expect(status === 'completed', error?.message ?? `The prediction is ${status}.`);
    const [prediction] = result && 'predictions' in result ? result.predictions : [];
    expect(prediction?.prediction === 'high', `The largest number was predicted to be ${prediction?.prediction}.`);
  },
  async report(_mark, made) {
    const { model } = await get<Pick<Report, 'evaluation'> & { model: Model }>(`/scenarios/report/${made.model}`);
    expect(model.id === made.model, `The report is of model ${model.id}.`);
  },
};

/** `a` tells the size; roles are given, since `a` looks like an identifier. */
const COLUMNS = [
  { name: 'a', type: 'numeric', role: 'feature' },
  { name: 'b', type: 'numeric', role: 'feature' },
  { name: 'size', type: 'categorical', role: 'target' },
];

function expect(isMet: boolean, detail: string): void {
  if (!isMet) throw new ApiError({ code: 'unexpected_answer', detail });
}
