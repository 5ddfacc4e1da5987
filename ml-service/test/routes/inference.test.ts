import type {
  Explanations,
  PredictionResult,
  ProblemDetails,
  Run,
  RunAccepted,
} from '@ml-microservices/shared/contracts';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../support/event-stream.js';
import { type Bench, startBench, TITANIC } from '../support/services.js';

let bench: Bench;
let datasetId: number;
let modelId: number;

beforeAll(async () => {
  bench = await startBench();
  datasetId = await bench.upload();
  modelId = await train('RandomForest');
});
afterAll(() => bench.close());

const post = (url: string, payload: object, headers: Record<string, string> = { prefer: 'wait=60' }) =>
  bench.app.inject({ method: 'POST', url, payload, headers });
const infer = (input: object, headers?: Record<string, string>) =>
  post('/infer', { model_id: modelId, ...input }, headers);
const predict = (input: object) => post(`/models/${modelId}/predict`, input);
const resultOf = (run: Run) => run.result as PredictionResult;

async function train(model_type: string): Promise<number> {
  const run = (
    await post('/train', { dataset_id: datasetId, model_type, hyperparameters: { n_estimators: 100 } })
  ).json<Run>();
  return run.model_id ?? 0;
}

async function resultFile({ result_file_id }: Run): Promise<{ text: string; rows: Record<string, string>[] }> {
  const url = `${bench.services.urls.storage}/files/${result_file_id}/download`;
  const text = await (await fetch(url)).text();
  return { text, rows: Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data };
}

const HEADER = 'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked';
const PASSENGER = { Pclass: 1, Sex: 'female', Age: 38, SibSp: 1, Parch: 0, Fare: 71.28, Embarked: 'C' };

describe('an inference', () => {
  it('answers each row in its order, and keeps the rows with their predictions as a CSV file', async () => {
    const data = `${HEADER}\n1,female,38,1,0,71.28,C\n3,male,20,0,0,8,S\n`;
    const run = (await infer({ data })).json<Run>();
    expect(run).toMatchObject({ kind: 'inference', status: 'completed', model_id: modelId, parameters: { rows: 2 } });
    const { rows, predictions, warnings } = resultOf(run);
    expect(rows).toBe(2);
    expect(warnings).toEqual([]);
    expect(predictions.map(({ prediction }) => prediction)).toEqual([1, 0]);
    for (const { prediction, probability, probabilities } of predictions) {
      expect(probability).toBe(probabilities[String(prediction)]);
      expect(probabilities['0'] + probabilities['1']).toBeCloseTo(1, 12);
    }
    const file = await resultFile(run);
    expect(file.text.split('\n')[0]).toBe(`${HEADER},prediction,probability,probability_0,probability_1`);
    expect(file.rows.map((row) => [row.Sex, row.prediction, Number(row.probability_1)])).toEqual([
      ['female', '1', predictions[0].probabilities['1']],
      ['male', '0', predictions[1].probabilities['1']],
    ]);
  });

  it('takes columns in any order, words or codes, and says what it ignored and imputed', async () => {
    const words = (await infer({ rows: [PASSENGER] })).json<Run>();
    const codes = (
      await infer({
        rows: [{ Embarked: 1, Sex: 0, Pclass: 1, Age: 38, SibSp: 1, Parch: 0, Fare: 71.28, Cabin: 'B52' }],
      })
    ).json<Run>();
    expect(resultOf(codes).predictions).toEqual(resultOf(words).predictions);
    expect(resultOf(codes).warnings).toMatchObject([{ code: 'ignored_column', column: 'Cabin', count: 1 }]);
    const sparse = resultOf(
      (
        await infer({
          rows: [
            { ...PASSENGER, Age: null },
            { ...PASSENGER, Embarked: 'X' },
          ],
        })
      ).json<Run>(),
    );
    expect(sparse.warnings).toMatchObject([
      { code: 'imputed_value', column: 'Age', count: 1 },
      { code: 'unknown_category', column: 'Embarked', count: 1 },
    ]);
  });

  it('reads what a spreadsheet of another language writes, and says what it did', async () => {
    const plain = 'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n1,female,38,1,0,71.28,C\n';
    const other = 'Pclass;Sex;Age;SibSp;Parch;Fare;Embarked\n1;female;38;1;0;71,28;C\n';
    const { predictions } = resultOf((await infer({ data: plain })).json<Run>());
    const preprocessing = [
      { step: 'read_delimiter', detail: 'rows read with ";" between fields', count: 1, values: { delimiter: '";"' } },
      { step: 'read_decimal_commas', detail: 'numbers read with a decimal comma', count: 1 },
    ];
    const run = (await infer({ data: other })).json<Run>();
    expect(resultOf(run)).toMatchObject({ predictions, preprocessing });
    expect((await resultFile(run)).rows).toMatchObject([{ Fare: '71.28', prediction: '1' }]);
    expect((await predict({ data: other })).json()).toMatchObject({ predictions, preprocessing });
  });

  it('predicts a whole dataset as it streams by, and says how right it was', async () => {
    const run = (await infer({ dataset_id: datasetId })).json<Run>();
    expect(run).toMatchObject({ status: 'completed', dataset_id: datasetId });
    const { rows, predictions, score } = resultOf(run);
    expect({ rows, kept: predictions.length }).toEqual({ rows: 891, kept: 891 });
    const file = await resultFile(run);
    const right = file.rows.filter((row) => row.prediction === row.Survived).length;
    expect(file.rows.map((row) => row.Name)).toEqual(
      Papa.parse<Record<string, string>>(TITANIC, { header: true, skipEmptyLines: true }).data.map((row) => row.Name),
    );
    expect(score).toEqual({ n: 891, correct: right, accuracy: right / 891, learned_from: true });
  });

  it('says of no other dataset that the model learned from it', async () => {
    const [header, ...others] = TITANIC.split('\n');
    const other = await bench.upload([header, ...others.toReversed().filter(Boolean)].join('\n'));
    const run = (await infer({ dataset_id: other })).json<Run>();
    expect(resultOf(run).score?.learned_from).toBeUndefined();
  });

  it('gives 10,000 rows of text, of which the answer shows the first 1,000', async () => {
    const data = `${HEADER}\n${'1,female,38,1,0,71.28,C\n3,male,20,0,0,8,S\n'.repeat(5000)}`;
    const run = (await infer({ data })).json<Run>();
    expect(resultOf(run)).toMatchObject({ rows: 10_000, warnings: [] });
    expect(resultOf(run).predictions).toHaveLength(1000);
    const file = await resultFile(run);
    expect(file.rows).toHaveLength(10_000);
    expect(file.rows[9_999].Sex).toBe('male');
  });

  it('is followed to its end where it has ended already', async () => {
    const { id, result } = (await infer({ rows: [PASSENGER] })).json<Run>();
    const events = eventsOf((await bench.app.inject(`/progress/${id}`)).body);
    expect(events).toMatchObject([{ id: 1, event: 'completed', data: { status: 'completed', result } }]);
  });

  it('does not repeat the name of a column that the input has', async () => {
    const data = `${HEADER},prediction\n1,female,38,1,0,71.28,C,7\n`;
    const { text } = await resultFile((await infer({ data })).json<Run>());
    expect(text.split('\n')[0]).toMatch(/,prediction,prediction_2,probability,probability_0,probability_1$/);
  });

  it('goes on after a 202 where no wait is asked for, and is done once for the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'infer-once' };
    const first = await infer({ rows: [PASSENGER] }, headers);
    expect(first.statusCode).toBe(202);
    const again = await infer({ rows: [PASSENGER] }, { ...headers, prefer: 'wait=60' });
    expect(again.json<Run>()).toMatchObject({ id: first.json<RunAccepted>().run_id, status: 'completed' });
  });
});

describe('a prediction at once', () => {
  it('is what the inference answers, and leaves no run', async () => {
    const before = await bench.storage.runs({ kind: 'inference' });
    const response = await predict({ rows: [PASSENGER] });
    expect(response.statusCode).toBe(200);
    expect((await bench.storage.runs({ kind: 'inference' })).total).toBe(before.total);
    expect(response.json<PredictionResult>()).toEqual(resultOf((await infer({ rows: [PASSENGER] })).json<Run>()));
  });

  it('answers up to 10,000 rows and refuses more', async () => {
    const most = await predict({ data: `${HEADER}\n${'1,female,38,1,0,71.28,C\n'.repeat(10_000)}` });
    expect(most.json<PredictionResult>().predictions).toHaveLength(10_000);
    const more = await predict({ data: `${HEADER}\n${'1,female,38,1,0,71.28,C\n'.repeat(10_001)}` });
    expect(more.statusCode).toBe(413);
    expect(more.json<ProblemDetails>().detail).toBe('At most 10000 rows are answered at once, got 10001 or more.');
  });

  it("predicts the second class from the model's threshold on", async () => {
    const [{ probabilities }] = (await predict({ rows: [PASSENGER] })).json<PredictionResult>().predictions;
    const patch = (threshold: number | null) =>
      fetch(`${bench.services.urls.storage}/models/${modelId}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ threshold }),
      });
    const predicted = async () =>
      (await predict({ rows: [PASSENGER] })).json<PredictionResult>().predictions[0].prediction;
    await patch(probabilities['1']);
    expect(await predicted()).toBe(1);
    await patch(Math.min(1, probabilities['1'] + 1e-9));
    expect(await predicted()).toBe(probabilities['1'] < 1 ? 0 : 1);
    await patch(null);
  });
});

describe('an inference with a model that was used before', () => {
  const change = (id: number, method: 'PATCH' | 'DELETE', changes?: object) =>
    fetch(`${bench.services.urls.storage}/models/${id}`, {
      method,
      ...(changes && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(changes) }),
    });

  it('goes by the threshold that the model has now, with rows and with a dataset', async () => {
    const id = await train('RandomForest');
    const predicted = async (input: object) => {
      const run = (await post('/infer', { model_id: id, ...input })).json<Run>();
      return resultOf(run).predictions.map(({ prediction }) => prediction);
    };
    const rows = [{ ...PASSENGER, Pclass: 3, Sex: 'male' }];
    expect(await predicted({ rows })).toEqual([0]);
    await change(id, 'PATCH', { threshold: 0 });
    expect(await predicted({ rows })).toEqual([1]);
    await change(id, 'PATCH', { threshold: null });
    expect(new Set(await predicted({ dataset_id: datasetId }))).toEqual(new Set([0, 1]));
    await change(id, 'PATCH', { threshold: 0 });
    expect(new Set(await predicted({ dataset_id: datasetId }))).toEqual(new Set([1]));
  });

  it('tells that it is gone, and still what is wrong with the rows', async () => {
    const id = await train('RandomForest');
    const inferred = async (input: object) => (await post('/infer', { model_id: id, ...input })).statusCode;
    expect(await inferred({ rows: [PASSENGER] })).toBe(200);
    expect(await inferred({ rows: [{ Pclass: 1 }] })).toBe(422);
    await change(id, 'DELETE');
    expect(await inferred({ rows: [PASSENGER] })).toBe(404);
    expect(await inferred({ rows: [PASSENGER] })).toBe(404);
  });
});

describe('an explanation', () => {
  const explain = (id: number, input: object) => post(`/models/${id}/explain`, input);

  it('tells the prediction and the terms that it is made of', async () => {
    const response = await explain(modelId, { rows: [{ ...PASSENGER, Age: null, Cabin: 'B52' }] });
    expect(response.statusCode).toBe(200);
    const answer = response.json<Explanations>();
    const { predictions, warnings } = (
      await predict({ rows: [{ ...PASSENGER, Age: null, Cabin: 'B52' }] })
    ).json<PredictionResult>();
    expect(answer).toMatchObject({ method: 'paths', scale: 'probability', rows: 1, warnings });
    expect(answer.explanations).toMatchObject(predictions);
  });

  it('is refused for too many rows, and for a model of the other engine', async () => {
    const many = await explain(modelId, { data: `${HEADER}\n${'1,female,38,1,0,71.28,C\n'.repeat(101)}` });
    expect(many.statusCode).toBe(413);
    expect(many.json<ProblemDetails>().detail).toBe('At most 100 rows are answered at once, got 101 or more.');
    const run = (await post('/train', { dataset_id: datasetId, model_type: 'KNN', engine: 'mljs' })).json<Run>();
    const other = await explain(run.model_id ?? 0, { rows: [PASSENGER] });
    expect(other.statusCode).toBe(422);
    expect(other.json<ProblemDetails>()).toMatchObject({
      code: 'not_explainable',
      detail: 'A KNN of the engine mljs does not say why it predicts what it does; the engine native does.',
    });
  });
});

describe('an input that is wrong', () => {
  it.each([
    [{}, '/data', 'give exactly one of data, rows, dataset_id, got none'],
    [{ data: 'a', rows: [] }, '/data', 'give exactly one of data, rows, dataset_id, got data and rows'],
    [{ rows: [] }, '/rows', 'must have at least one row, got none'],
    [{ data: `${HEADER}\n` }, 'line 2', 'a row was expected after the header'],
    [{ data: `${HEADER}\n1,female\n` }, 'line 2', '2 fields where the header has 7'],
    [{ data: `${HEADER}\n1,female,old,1,2,150,S\n` }, 'line 2', 'Age must be a finite number, got "old"'],
    [{ rows: [{ ...PASSENGER, Age: 'old' }] }, '/rows/0/Age', 'must be a finite number, got "old"'],
    [{ rows: [{ Sex: true }] }, '/rows/0/Sex', 'must be a string or a number or null, got true'],
    [{ rows: [PASSENGER], colour: 1 }, '/colour', 'is not a known field'],
  ])('is refused before a run is made: %j', async (input, path, message) => {
    const before = await bench.storage.runs({});
    const response = await infer(input);
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toContainEqual(expect.objectContaining({ path, message }));
    expect((await bench.storage.runs({})).total).toBe(before.total);
  });

  it('names every column that is missing', async () => {
    const response = await infer({ data: 'Pclass,Sex\n1,female\n' });
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors?.map(({ path }) => path)).toEqual([
      'Age',
      'SibSp',
      'Parch',
      'Fare',
      'Embarked',
    ]);
  });

  it('is told from an empty text', async () => {
    const response = await infer({ data: '' });
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().detail).toBe('The CSV text is empty: a header line was expected.');
  });

  it.each([
    ['/infer', { model_id: 999, rows: [PASSENGER] }, 'There is no model 999.'],
    ['/models/999/predict', { rows: [PASSENGER] }, 'There is no model 999.'],
    ['/models/999/explain', { rows: [PASSENGER] }, 'There is no model 999.'],
  ])('is told from an unknown model: %s', async (url, payload, detail) => {
    const response = await post(url, payload);
    expect(response.statusCode).toBe(404);
    expect(response.json<ProblemDetails>().detail).toBe(detail);
  });

  it('is told from an unknown dataset', async () => {
    const response = await infer({ dataset_id: 999 });
    expect(response.statusCode).toBe(404);
    expect(response.json<ProblemDetails>().detail).toBe('There is no dataset 999.');
  });

  it('fails the run where a dataset lacks a column', async () => {
    const run = (await infer({ dataset_id: await bench.upload('Pclass,Sex\n1,female\n') })).json<Run>();
    expect(run).toMatchObject({ status: 'failed', result: null, error: { code: 'invalid_input' } });
    expect(run.error?.message).toContain('Age');
  });
});
