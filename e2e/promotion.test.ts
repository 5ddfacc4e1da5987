import type { Model, ProblemDetails, V2Response } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from './client.js';
import { type Services, startServices } from './services.js';
import { collectAll, train } from './steps.js';

const SWAPS = 40;
const CALLERS = 4;
const NAMES = ['titanic', 'candidate'] as const;

let services: Services;
let models: Model[];
beforeAll(async () => {
  services = await startServices();
  const { id: dataset_id } = await collectAll(services);
  models = [];
  for (const [index, name] of NAMES.entries()) {
    const run = await train(services, { dataset_id, model_type: 'LogisticRegression', name, seed: index });
    models.push((await call<Model>(`${services.urls.storage}/models/${run.model_id}`)).body);
  }
});
afterAll(() => services?.close());

const nameOf = async (id: number) => (await call<Model>(`${services.urls.storage}/models/${id}`)).body.name;

const promote = (id: number, replaces: number) =>
  call<Model & ProblemDetails>(`${services.urls.web_master}/api/storage/models/${id}`, {
    method: 'PATCH',
    json: { name: 'titanic', replaces },
  });

const tensor = (name: string, datatype: string, value: unknown) => ({ name, shape: [1], datatype, data: [value] });
const PASSENGER = [
  ...['Pclass', 'Age', 'SibSp', 'Parch', 'Fare'].map((name) => tensor(name, 'FP64', 1)),
  tensor('Sex', 'BYTES', 'female'),
  tensor('Embarked', 'BYTES', 'S'),
];

/** What the model of that name says of a passenger, and the answer's status. */
async function ask(): Promise<{ status: number; probability: unknown }> {
  const url = `${services.urls.web_master}/api/ml/v2/models/titanic/infer`;
  const { status, body } = await call<V2Response>(url, { json: { inputs: PASSENGER } });
  return { status, probability: body.outputs?.find(({ name }) => name === 'probability')?.data[0] };
}

it('is one step for who calls by the name: each call is answered, and by the new model once its promotion is', async () => {
  const [one, other] = models.map(({ id }) => id);
  const before = (await ask()).probability;
  await promote(other, one);
  const after = (await ask()).probability;
  expect(after).not.toBe(before);
  expect(await Promise.all(models.map(({ id }) => nameOf(id)))).toEqual(['candidate', 'titanic']);

  let isOver = false;
  const caller = async () => {
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    while (!isOver) answers.push(await ask());
    return answers;
  };
  const callers = Array.from({ length: CALLERS }, caller);
  const seen: unknown[] = [];
  for (let n = 0; n < SWAPS; n++) {
    const { status } = await (n % 2 ? promote(other, one) : promote(one, other));
    expect(status).toBe(200);
    seen.push((await ask()).probability);
  }
  isOver = true;
  const answers = (await Promise.all(callers)).flat();
  expect(seen).toEqual(Array.from({ length: SWAPS }, (_, n) => (n % 2 ? after : before)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ probability }) => probability))).toEqual(new Set([before, after]));
});

it('is won by one of many who promote at once', async () => {
  const [one, other] = models.map(({ id }) => id);
  await promote(one, other);
  const { id: dataset_id } = await collectAll(services);
  const rivals = [other];
  for (let seed = 0; seed < 3; seed++) {
    rivals.push((await train(services, { dataset_id, model_type: 'LogisticRegression', seed })).model_id!);
  }
  const names = async () => Promise.all([one, ...rivals].map(nameOf));
  const before = await names();
  const answers = await Promise.all(rivals.map((id) => promote(id, one)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  const lost = answers.filter(({ status }) => status === 409);
  for (const { body } of lost) expect(body.reason).toBe('replaced_renamed');
  expect((await names()).sort()).toEqual(before.sort());
});
