import type { Page, PredictionResult, ProblemDetails, Run, StoredFile } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from './client.js';
import { type Services, startServices } from './services.js';
import { trainedModel } from './steps.js';

let services: Services;
let modelId: number;

beforeAll(async () => {
  services = await startServices();
  modelId = await trainedModel(services);
});
afterAll(() => services.close());

const infer = <T = Run>(data: string, waitS = 30, headers: Record<string, string> = {}) =>
  call<T>(`${services.urls.web_master}/scenarios/infer-model`, {
    json: { model_id: modelId, data },
    headers: { prefer: `wait=${waitS}`, ...headers },
  });
const filesStored = async () =>
  (await call<Page<StoredFile>>(`${services.urls.web_master}/api/storage/files`)).body.total;
const setThreshold = async (threshold: number | null) => {
  const { status } = await call(`${services.urls.web_master}/api/storage/models/${modelId}`, {
    method: 'PATCH',
    json: { threshold },
  });
  expect(status).toBe(200);
};
const resultOf = async (data: string) => (await infer(data)).body.result as PredictionResult;

const HEADER = 'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked';
const WORDS = `${HEADER}\n1,female,38,1,0,71.28,C\n3,male,22,1,0,7.25,S\n2,male,40,0,0,13,Q\n`;

it('takes categories as words and as codes alike', async () => {
  const codes = `${HEADER}\n1,0,38,1,0,71.28,1\n3,1,22,1,0,7.25,0\n2,1,40,0,0,13,2\n`;
  const [words, coded] = await Promise.all([resultOf(WORDS), resultOf(codes)]);
  expect(words.rows).toBe(3);
  expect(coded).toEqual(words);
});

it('finds columns by their names, names those it ignores and imputes what is missing', async () => {
  const shuffled = 'Shoes,Embarked,Fare,Parch,SibSp,Age,Sex,Pclass\n42,C,71.28,0,1,38,female,1\n43,,,0,1,NA,male,3\n';
  const { predictions, warnings } = await resultOf(shuffled);
  expect(predictions[0]).toEqual((await resultOf(WORDS)).predictions[0]);
  expect(warnings.map(({ code, column, count }) => [code, column, count]).toSorted()).toEqual([
    ['ignored_column', 'Shoes', 1],
    ['imputed_value', 'Age', 1],
    ['imputed_value', 'Embarked', 1],
    ['imputed_value', 'Fare', 1],
  ]);
});

it('takes a category that it never saw for a missing one, and says so', async () => {
  const { warnings } = await resultOf(`${HEADER}\n1,female,38,1,0,71.28,Atlantis\n`);
  expect(warnings).toMatchObject([{ code: 'unknown_category', column: 'Embarked', count: 1 }]);
});

it('says how right it was where the input knows the answer', async () => {
  const { score } = await resultOf(`${HEADER},Survived\n1,female,38,1,0,71.28,C,1\n3,male,22,1,0,7.25,S,1\n`);
  expect(score).toEqual({ n: 2, correct: 1, accuracy: 0.5 });
});

it('predicts 10,000 rows, in their order, and gives the first 1,000 inline', async () => {
  const pair = ['1,female,38,1,0,71.28,C', '3,male,22,1,0,7.25,S'];
  const rows = Array.from({ length: 10_000 }, (_, index) => pair[index % 2]);
  const { status, body } = await infer(`${HEADER}\n${rows.join('\n')}\n`);
  expect(status).toBe(200);
  const { rows: count, predictions } = body.result as PredictionResult;
  expect([count, predictions.length]).toEqual([10_000, 1_000]);
  const [female, male] = predictions;
  expect([female.prediction, male.prediction]).toEqual([1, 0]);
  expect(predictions.every((it, index) => it.probability === predictions[index % 2].probability)).toBe(true);

  const csv = await call<string>(`${services.urls.web_master}/api/storage/files/${body.result_file_id}/download`);
  const lines = csv.body.trimEnd().split(/\r?\n/);
  expect(lines).toHaveLength(10_001);
  expect(lines.at(-1)).toBe(lines[2]);
});

const LONG = `${WORDS}${'3,male,22,1,0,7.25,S\n'.repeat(10_000)}`;

it('tells at once of a row that is wrong after many that were predicted, and keeps no file of them', async () => {
  const before = await filesStored();
  const { status, body } = await infer<ProblemDetails>(`${LONG}3,male,old,1,0,7.25,S\n`);
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ path: 'line 10005', message: expect.stringContaining('Age') }]);
  expect(await filesStored()).toBe(before);
});

it('answers a large prediction that is repeated with its key as the first time, and keeps one file of it', async () => {
  const key = { 'idempotency-key': 'a-large-prediction' };
  const first = await infer(LONG, 30, key);
  const before = await filesStored();
  // Predicted now, rows would get other classes.
  await setThreshold(0.999);
  const again = await infer(LONG, 30, key);
  await setThreshold(null);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(again.body).toEqual(first.body);
  expect(await filesStored()).toBe(before);
});

it('takes a CSV file as a form', async () => {
  const form = new FormData();
  form.set('model_id', String(modelId));
  form.set('file', new Blob([WORDS], { type: 'text/csv' }), 'passengers.csv');
  const response = await fetch(`${services.urls.web_master}/scenarios/infer-model`, { method: 'POST', body: form });
  expect(response.status).toBe(200);
  expect(((await response.json()) as Run).result).toEqual(await resultOf(WORDS));
});

it('accepts what it is not to wait for', async () => {
  const { status, body } = await infer<object>(WORDS, 0);
  expect(status).toBe(202);
  expect(body).toMatchObject({ run_id: expect.any(Number), progress_url: expect.stringMatching(/^\/progress\/\d+$/) });
});

it.each([
  ['empty text', '', /empty|header/i],
  ['a header alone', `${HEADER}\n`, /row/i],
  ['a missing column', 'Pclass,Sex\n1,female\n', /Age.*SibSp.*Parch.*Fare.*Embarked/],
  ['a ragged row', `${HEADER}\n1,female\n`, /line 2/i],
  ['text in a number', `${HEADER}\n1,female,old,1,0,71.28,C\n`, /Age/],
])('refuses %s in words', async (_what, data, words) => {
  const { status, body } = await infer<ProblemDetails>(data);
  expect(status).toBe(422);
  expect(JSON.stringify([body.detail, body.errors])).toMatch(words);
});
