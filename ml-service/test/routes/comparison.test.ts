import type { Comparison, Model, ProblemDetails, TrainRequest, Verification } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from '../support/services.js';
import { isEnded, untilRun } from '../support/until.js';

let bench: Bench;
let datasetId: number;
const models: Record<string, Model> = {};
beforeAll(async () => {
  bench = await startBench();
  datasetId = await bench.upload();
  models.logistic = await train({ model_type: 'LogisticRegression' });
  models.same = await train({ model_type: 'LogisticRegression' });
  models.forest = await train({ model_type: 'RandomForest', hyperparameters: { n_estimators: 30 } });
  models.blind = await train({ model_type: 'LogisticRegression', features: ['Parch'] });
  models.other = await train({ model_type: 'KNN', seed: 7 });
  models.positive = await train({ model_type: 'LogisticRegression', positive_class: '0' });
});
afterAll(() => bench?.close());

async function train(request: Partial<TrainRequest>): Promise<Model> {
  const payload = { dataset_id: datasetId, ...request };
  const started = await bench.app.inject({ method: 'POST', url: '/train', payload });
  const run = await untilRun(bench.storage, started.json().run_id, isEnded);
  return bench.storage.model(run.model_id!);
}
const compare = (...ids: number[]) =>
  bench.app.inject({ method: 'POST', url: '/models/compare', payload: { model_ids: ids } });

describe('comparing', () => {
  it('a model with its twin is a tie without any difference', async () => {
    const { pairs, n_test } = (await compare(models.logistic.id, models.same.id)).json<Comparison>();
    expect(n_test).toBe(179);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({
      only_first_right: 0,
      only_second_right: 0,
      verdict: 'tie',
      // No difference on 179 rows does not rule out one of z² / (179 + z²) on others.
      accuracy: {
        difference: { value: 0, lo: expect.closeTo(-0.021, 3), hi: expect.closeTo(0.021, 3) },
        p: 1,
        outcome: 'tie',
      },
      log_loss: { difference: { value: 0, lo: null, hi: null, method: 'none' }, p: 1, outcome: 'tie' },
      roc_auc: { difference: { value: 0, method: 'wilson', n: 69 }, p: 1, outcome: 'tie' },
    });
  });

  it('a model that knows with one that knows next to nothing is better, and the other way round worse', async () => {
    const there = (await compare(models.logistic.id, models.blind.id)).json<Comparison>().pairs[0];
    const back = (await compare(models.blind.id, models.logistic.id)).json<Comparison>().pairs[0];
    expect([there.verdict, there.log_loss.outcome, there.roc_auc.outcome]).toEqual(['better', 'better', 'better']);
    expect(back.verdict).toBe('worse');
    expect(there.accuracy.p).toBeLessThan(0.01);
    expect(there.accuracy.difference.value).toBeCloseTo(
      models.logistic.metrics.accuracy! - models.blind.metrics.accuracy!,
      12,
    );
  });

  it('three models gives three pairs with p values adjusted upwards', async () => {
    const { pairs, models: scores } = (
      await compare(models.logistic.id, models.forest.id, models.blind.id)
    ).json<Comparison>();
    expect(pairs.map(({ model_id, other_id }) => [model_id, other_id])).toEqual([
      [models.logistic.id, models.forest.id],
      [models.logistic.id, models.blind.id],
      [models.forest.id, models.blind.id],
    ]);
    for (const { accuracy } of pairs) expect(accuracy.p_adjusted).toBeGreaterThanOrEqual(accuracy.p!);
    expect(scores.map(({ accuracy }) => accuracy.value)).toEqual(
      [models.logistic, models.forest, models.blind].map(({ metrics }) => metrics.accuracy),
    );
  });

  it('refuses models that were judged on other rows, and says which', async () => {
    const refused = await compare(models.logistic.id, models.other.id);
    expect(refused.statusCode).toBe(409);
    expect(refused.json<ProblemDetails>().detail).toBe(
      `Models can only be compared on the same test rows: model ${models.other.id} was judged on other test rows than model ${models.logistic.id}. Train both with the same test_dataset_id.`,
    );
    expect(refused.json()).toMatchObject({ reason: 'other_test_rows' });
  });

  it('tells by its reason what else differs: the data, the target, or the classes', async () => {
    const csvOf = (labels: string) =>
      `x,y\n${Array.from({ length: 40 }, (_, i) => `${(i * 3) % 7},${labels[i % labels.length]}`).join('\n')}\n`;
    const [ab, abc] = [await bench.upload(csvOf('ab')), await bench.upload(csvOf('abc'))];
    const judged = { model_type: 'KNN', target: 'y', test_dataset_id: ab } as const;
    const two = await train({ ...judged, dataset_id: ab });
    const three = await train({ ...judged, dataset_id: abc });
    const sex = await train({ model_type: 'KNN', target: 'Sex' });
    const reasonOf = async (...ids: number[]) => (await compare(...ids)).json<{ reason: string }>().reason;
    expect(await reasonOf(models.logistic.id, two.id)).toBe('other_test_data');
    expect(await reasonOf(models.logistic.id, sex.id)).toBe('other_target');
    expect(await reasonOf(two.id, three.id)).toBe('other_classes');
  });

  it('refuses models of the same rows whose figures are of different classes', async () => {
    const refused = await compare(models.logistic.id, models.positive.id);
    expect(refused.json<ProblemDetails>()).toMatchObject({ status: 409, reason: 'other_positive_class' });
  });

  it.each([
    [[1], 422],
    [[1, 1], 422],
    [[1, 999], 404],
  ])('%j is %s', async (ids, status) => {
    expect((await compare(...ids)).statusCode).toBe(status);
  });
});

describe('verifying', () => {
  const verify = (id: number) => bench.app.inject({ method: 'POST', url: `/models/${id}/verify` });

  it.each(['logistic', 'forest', 'other', 'positive'])(
    'the %s one trains to the very same bytes again',
    async (name) => {
      const verified = await verify(models[name].id);
      expect(verified.statusCode).toBe(200);
      expect(verified.json<Verification>()).toMatchObject({
        identical: true,
        fingerprint: models[name].fingerprint,
        first_difference: null,
      });
    },
  );

  it('is told to be asked for again where it takes longer than the wait, and is given then, once', async () => {
    const { id } = models.forest;
    await bench.restart({ EVALUATION__WAIT_S: '0' });
    const late = await verify(id);
    expect(late.json()).toMatchObject({ status: 503, reason: 'verification_under_way', values: { model: id } });
    expect(late.headers['retry-after']).toBe('5');
    let answer = late;
    while (answer.statusCode === 503) answer = await verify(id);
    expect(answer.json()).toMatchObject({ identical: true });
    expect((await verify(id)).statusCode).toBe(503);
    await bench.restart();
  });

  it('an unknown one is none', async () => {
    expect((await verify(999)).statusCode).toBe(404);
  });
});
