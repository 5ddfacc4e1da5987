import type { Drift, ProblemDetails, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench, TITANIC } from '../support/services.js';

let bench: Bench;
let datasetId: number;
let modelId: number;

beforeAll(async () => {
  bench = await startBench();
  datasetId = await bench.upload();
  modelId = await trained({ dataset_id: datasetId, model_type: 'KNN' });
});
afterAll(() => bench.close());

async function run(url: string, payload: object): Promise<Run> {
  return (await bench.app.inject({ method: 'POST', url, payload, headers: { prefer: 'wait=60' } })).json<Run>();
}
const trained = async (request: object) => (await run('/train', request)).model_id ?? 0;
const predicted = async (data: string) => (await run('/infer', { model_id: modelId, data })).id;
const driftOf = (runId: number) => bench.app.inject(`/runs/${runId}/drift`);

const [HEADER, ...ROWS] = TITANIC.trimEnd().split('\n');
/** The first passengers, each line changed. */
const passengers = (n: number, change: (line: string) => string = (line) => line) =>
  [HEADER, ...ROWS.slice(0, n).map(change)].join('\n');

describe('the drift of an inference', () => {
  it('compares its rows with those that the model learned from', async () => {
    const drift = (await driftOf(await predicted(passengers(200)))).json<Drift>();
    expect(drift).toMatchObject({
      model_id: modelId,
      training_rows: 712,
      input_rows: 200,
      n_features: 7,
      n_drifted: 0,
    });
    const sex = drift.features.find(({ feature }) => feature === 'Sex');
    const women = ROWS.slice(0, 200).filter((line) => line.includes(',female,')).length;
    expect(sex?.bins.find(({ category }) => category === 'female')?.input).toBe(women);
    expect(sex?.bins.reduce((total, { training }) => total + training, 0)).toBe(712);
  });

  it('names the features that moved', async () => {
    const drift = (
      await driftOf(await predicted(passengers(200, (line) => line.replace(',male,', ',female,'))))
    ).json<Drift>();
    expect(drift.n_drifted).toBe(1);
    expect(drift.features[0]).toMatchObject({ feature: 'Sex', verdict: 'large' });
  });

  it('tells of 200 features at most, those that moved most, and counts them all', async () => {
    const names = Array.from({ length: 201 }, (_, i) => `f${i}`);
    const cells = (n: number, shift: number) =>
      names.map((_, i) => ((n * ((i % 16) + 1)) % 17) + i + (i === 200 ? shift : 0)).join(',');
    const lines = (shift: number) => Array.from({ length: 60 }, (_, n) => cells(n, shift));
    const csv = `${names.join(',')},target\n${lines(0)
      .map((line, n) => `${line},${n % 2}\n`)
      .join('')}`;
    const wide = await trained({ dataset_id: await bench.upload(csv), model_type: 'KNN' });
    const { id } = await run('/infer', { model_id: wide, data: [names.join(','), ...lines(100)].join('\n') });
    const drift = (await driftOf(id)).json<Drift>();
    expect([drift.n_features, drift.features.length]).toEqual([201, 200]);
    expect(drift.features[0].feature).toBe('f200');
  });

  it('takes all rows of a dataset whose test is apart for learned from', async () => {
    const own = await trained({ dataset_id: datasetId, model_type: 'KNN', test_dataset_id: datasetId });
    const { id } = await run('/infer', { model_id: own, data: passengers(20) });
    expect((await driftOf(id)).json<Drift>().training_rows).toBe(891);
  });

  it('is of twenty rows or more', async () => {
    expect((await driftOf(await predicted(passengers(20)))).statusCode).toBe(200);
    const response = await driftOf(await predicted(passengers(19)));
    expect(response.statusCode).toBe(409);
    expect(response.json<ProblemDetails>()).toMatchObject({
      detail: 'Drift is told from 20 rows on; the inference has 19 and the training had 712.',
      reason: 'few_drift_rows',
      values: { limit: 20, input: 19, training: 712 },
    });
  });

  it('is refused of a model that learned from few rows: those held back or without a target do not count', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${(7 * i) % 11},${i < 10 ? '' : i % 2}\n`);
    const few = await trained({ dataset_id: await bench.upload(`a,target\n${rows.join('')}`), model_type: 'KNN' });
    const { id } = await run('/infer', { model_id: few, data: `a\n${'1\n'.repeat(20)}` });
    expect((await driftOf(id)).json<ProblemDetails>().values).toEqual({ limit: 20, input: 20, training: 16 });
  });

  it('is refused of a model that is stored with a dataset of others', async () => {
    const { id, name, description, created_at, updated_at, ...model } = await bench.storage.model(modelId);
    const dataset_id = await bench.upload('a,target\n1,x\n2,y\n');
    const training = await bench.storage.createRun({ kind: 'training', status: 'running', dataset_id, parameters: {} });
    const { run: of } = training;
    const moved = await bench.storage.publishModel({ ...model, dataset_id, run_id: of.id, attempt: of.attempt });
    const inference = await run('/infer', { model_id: moved.model.id, data: passengers(20) });
    expect((await driftOf(inference.id)).json()).toMatchObject({ status: 503, reason: 'other_dataset' });
  });

  it('is not of a training, nor of what is not there', async () => {
    const training = await run('/train', { dataset_id: datasetId, model_type: 'KNN' });
    const response = await driftOf(training.id);
    expect(response.statusCode).toBe(409);
    expect(response.json<ProblemDetails>().reason).toBe('no_drift');
    expect((await driftOf(9999)).statusCode).toBe(404);
  });
});
