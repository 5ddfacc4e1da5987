import { MAX_INLINE_PREDICTIONS, type PredictionResult, type Row, type Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post, problemOf } from '../door.js';
import { startTrained, type Trained, WAIT } from '../trained.js';

const INFER = '/scenarios/infer-model';
const PASSENGERS = 'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n1,female,38,1,0,71.28,C\n3,male,22,1,0,7.25,S\n';
const resultOf = (run: Run) => run.result as PredictionResult;

let trained: Trained;
beforeAll(async () => {
  trained = await startTrained();
});
afterAll(() => trained?.close());

describe('inference', () => {
  it('of a few rows is answered at once', async () => {
    const response = await post(trained.app, INFER, { model_id: trained.modelId, data: PASSENGERS });
    expect(response.statusCode).toBe(200);
    expect(resultOf(response.json()).predictions.map(({ prediction }) => prediction)).toEqual([1, 0]);
  });

  it('is done once for an Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'infer-once' };
    const send = () => post(trained.app, INFER, { model_id: trained.modelId, data: PASSENGERS }, key);
    const [first, second] = [await send(), await send()];
    expect(second.json<Run>().id).toBe(first.json<Run>().id);
    expect([first, second].map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, 'true']);
  });

  it('is the same from a file, rows or CSV text', async () => {
    const form = new FormData();
    form.append('model_id', String(trained.modelId));
    form.append('file', new Blob([`\uFEFF${PASSENGERS}`], { type: 'text/csv' }), 'passengers.csv');
    const fromFile = (await (await fetch(trained.url + INFER, { method: 'POST', body: form })).json()) as Run;
    const fromText = (await post(trained.app, INFER, { model_id: trained.modelId, data: PASSENGERS })).json<Run>();
    const rows: Row[] = [
      { Pclass: 1, Sex: 'female', Age: 38, SibSp: 1, Parch: 0, Fare: 71.28, Embarked: 'C' },
      { Pclass: 3, Sex: 1, Age: 22, SibSp: 1, Parch: 0, Fare: 7.25, Embarked: 0 },
    ];
    const fromRows = (await post(trained.app, INFER, { model_id: trained.modelId, rows })).json<Run>();
    expect(resultOf(fromFile).predictions).toEqual(resultOf(fromText).predictions);
    expect(resultOf(fromRows).predictions).toEqual(resultOf(fromText).predictions);
  });

  it('of 10,000 rows gives 10,000 predictions as a file, the first of them inline', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `${(i % 3) + 1},${i % 2 ? 'male' : 'female'},${i % 80},0,0,${i % 100},S`,
    );
    const data = `Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n${rows.join('\n')}\n`;
    const response = await post(trained.app, INFER, { model_id: trained.modelId, data }, WAIT);
    expect(response.statusCode).toBe(200);
    const run = response.json<Run>();
    expect(resultOf(run).rows).toBe(10_000);
    expect(resultOf(run).predictions).toHaveLength(MAX_INLINE_PREDICTIONS);
    const file = await trained.app.inject(`/api/storage/files/${run.result_file_id}/download`);
    const lines = file.body.trimEnd().split('\n');
    expect(lines).toHaveLength(10_001);
    expect(lines[0]).toBe(
      'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked,prediction,probability,probability_0,probability_1',
    );
  });

  it('of a stored dataset says how right it was', async () => {
    const response = await post(trained.app, INFER, { model_id: trained.modelId, dataset_id: trained.datasetId }, WAIT);
    const { rows, score } = resultOf(response.json());
    expect([rows, score?.n]).toEqual([891, 891]);
    expect(score!.correct).toBeGreaterThan(700);
  });

  it.each([
    [{}, 422, ['/model_id']],
    [{ model_id: 999, data: PASSENGERS }, 404, []],
    [{ model_id: 1 }, 422, [expect.any(String)]],
    [{ model_id: 1, data: PASSENGERS, rows: [] }, 422, [expect.any(String)]],
    [{ model_id: 1, dataset_id: 999 }, 404, []],
    [{ model_id: 1, data: 7 }, 422, ['/data']],
    [{ model_id: 1, rows: [{ Age: true }] }, 422, ['/rows/0/Age']],
    [{ model_id: 1, text: PASSENGERS }, 422, ['/text']],
  ])('of %j is %s', async (body, status, paths) => {
    expect(problemOf(await post(trained.app, INFER, body))).toMatchObject({ status, paths });
  });
});
