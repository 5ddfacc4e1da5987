import { Evaluation } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { build } from '../build.js';
import { createModel } from '../models.js';

const [example] = (Evaluation as unknown as { examples: [Evaluation] }).examples;
const urlOf = (id: number) => `/models/${id}/evaluation`;

it('gives an evaluation back as it was stored, and the last one where there were several', async () => {
  const app = await build();
  const { id } = await createModel(app);
  const before = await app.inject(urlOf(id));
  expect([before.statusCode, before.json().detail]).toEqual([404, `Model ${id} was not evaluated yet.`]);
  const stored = await app.inject({ method: 'PUT', url: urlOf(id), payload: example });
  expect([stored.statusCode, stored.body]).toEqual([204, '']);
  expect((await app.inject(urlOf(id))).json()).toEqual(example);
  const later = { ...example, version: 2 };
  await app.inject({ method: 'PUT', url: urlOf(id), payload: later });
  expect((await app.inject(urlOf(id))).json()).toEqual(later);
});

it('keeps evaluations out of models and their lists, and deletes one with its model', async () => {
  const app = await build();
  const model = await createModel(app);
  await app.inject({ method: 'PUT', url: urlOf(model.id), payload: example });
  expect((await app.inject(`/models/${model.id}`)).json()).toEqual(model);
  expect((await app.inject('/models')).json().items).toEqual([model]);
  expect((await app.inject({ method: 'DELETE', url: `/models/${model.id}` })).statusCode).toBe(204);
  expect((await app.inject(urlOf(model.id))).json().detail).toBe(`There is no model ${model.id}.`);
});

it('refuses one of an unknown model, and one that is none, by what is wrong with it', async () => {
  const app = await build();
  const { id } = await createModel(app);
  expect((await app.inject({ method: 'PUT', url: urlOf(999), payload: example })).statusCode).toBe(404);
  const payload = { ...example, verdict: { ...example.verdict, outcome: 'splendid' } };
  const refused = await app.inject({ method: 'PUT', url: urlOf(id), payload });
  expect(refused.statusCode).toBe(422);
  expect(refused.json().errors[0].path).toBe('/verdict/outcome');
  expect((await app.inject(urlOf(id))).statusCode).toBe(404);
});
