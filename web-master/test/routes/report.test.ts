import type { CollectResult, Dataset, Report, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from '../door.js';
import { startTrained, type Trained, WAIT } from '../trained.js';

const TRAIN = '/scenarios/train-model';

let trained: Trained;
beforeAll(async () => {
  trained = await startTrained();
});
afterAll(() => trained?.close());

describe('the report', () => {
  const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

  it('holds the model, its data, its run and its metrics', async () => {
    const response = await trained.app.inject(`/scenarios/report/${trained.modelId}`);
    const report = response.json<Report>();
    expect(response.headers.vary).toBe('accept');
    expect(report).toMatchObject({
      model: {
        id: trained.modelId,
        model_type: 'RandomForest',
        target: 'Survived',
        hyperparameters: { n_estimators: 20 },
      },
      dataset: { id: trained.datasetId, rows: 891 },
      test_dataset: null,
      run: { kind: 'training', status: 'completed', model_id: trained.modelId },
      metrics: { n_train: 712, n_test: 179 },
    });
    expect(report.model).not.toHaveProperty('metrics');
    expect(report.model.preprocessing.dropped.map(({ name }) => name)).toEqual([
      'PassengerId',
      'Name',
      'Ticket',
      'Cabin',
    ]);
    const { accuracy, confusion_matrix } = report.metrics;
    expect(accuracy).toEqual(report.evaluation.metrics.accuracy);
    expect(accuracy).toMatchObject({ method: 'wilson', level: 0.95, n: 179 });
    expect(confusion_matrix).toEqual(report.evaluation.decisions.default.confusion_matrix);
    const total = report.feature_importance!.reduce((sum, { importance }) => sum + importance, 0);
    expect(total).toBeCloseTo(1, 9);
  });

  it('is a page where a browser asks for it', async () => {
    const { evaluation } = (await trained.app.inject(`/scenarios/report/${trained.modelId}`)).json<Report>();
    const response = await trained.app.inject({ url: `/scenarios/report/${trained.modelId}`, headers: html });
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.body).toContain(`<data value="${evaluation.metrics.accuracy.value}">`);
  });

  it('names the dataset that a model was judged on', async () => {
    const test = await post(trained.app, '/scenarios/collect-and-store', {
      batch_size: 100,
      offset: 700,
      name: 'judge',
    });
    const { dataset_id } = test.json<CollectResult>();
    const run = (
      await post(trained.app, TRAIN, { ...trained.training, test_dataset_id: dataset_id }, WAIT)
    ).json<Run>();
    const report = (await trained.app.inject(`/scenarios/report/${run.model_id}`)).json<Report>();
    expect(report.test_dataset).toMatchObject<Partial<Dataset>>({ id: dataset_id, name: 'judge' });
    expect(report.metrics).toMatchObject({ n_train: 891, n_test: 100 });
    const page = await trained.app.inject({ url: `/scenarios/report/${run.model_id}`, headers: html });
    expect(page.body).toContain('all of judge');
  });

  it('is of the model as it is now: a threshold that is set later is in it', async () => {
    const servedAt = async () => {
      const answer = await trained.app.inject(`/scenarios/report/${trained.modelId}`);
      return answer.json<Report>().evaluation.decisions.served?.threshold;
    };
    const set = (threshold: number | null) =>
      trained.app.inject({ method: 'PATCH', url: `/api/storage/models/${trained.modelId}`, payload: { threshold } });
    expect(await servedAt()).toBeUndefined();
    await set(0.3);
    expect(await servedAt()).toBe(0.3);
    await set(null);
  });

  it.each([
    ['/scenarios/report/999', {}, 404],
    ['/scenarios/report/x', {}, 422],
    ['/scenarios/report/0', {}, 422],
    ['/scenarios/report/1', { accept: 'application/pdf' }, 406],
    ['/scenarios/report/999', html, 404],
  ])('%s with %j is %s', async (path, headers, status) => {
    const response = await trained.app.inject({ url: path, headers });
    expect([response.statusCode, response.headers['content-type']]).toEqual([status, 'application/problem+json']);
  });
});
