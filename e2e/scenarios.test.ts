import type {
  CollectResult,
  ProblemDetails,
  Report,
  Run,
  RunAccepted,
  TrainingResult,
} from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './client.js';
import { type Services, startServices } from './services.js';

let services: Services;
let door: string;
let datasetId: number;
let modelId: number;

beforeAll(async () => {
  services = await startServices();
  door = services.urls.web_master;
});
afterAll(() => services.close());

describe('the four scenarios, in their order', () => {
  it('collects a batch and stores it with what preprocessing did', async () => {
    const answer = await call<CollectResult>(`${door}/scenarios/collect-and-store`, { json: { batch_size: 100 } });
    expect(answer.status).toBe(201);
    const { dataset, rows, preprocessing } = answer.body;
    expect(rows).toBe(100);
    expect(dataset.columns.map(({ name }) => name)).toEqual([
      ...['PassengerId', 'Survived', 'Pclass', 'Name', 'Sex', 'Age', 'SibSp', 'Parch', 'Ticket', 'Fare', 'Cabin'],
      'Embarked',
    ]);
    expect(dataset).toMatchObject({ id: answer.body.dataset_id, rows: 100, target: 'Survived' });
    expect(dataset.columns.find(({ name }) => name === 'Sex')?.categories).toEqual(['female', 'male']);
    expect(preprocessing.length).toBeGreaterThan(0);
    datasetId = answer.body.dataset_id;
  });

  it('trains a model on it, and tells its metrics when it is done', async () => {
    const json = {
      dataset_id: datasetId,
      model_type: 'RandomForest',
      hyperparameters: { n_estimators: 100, max_depth: 10 },
    };
    const accepted = await call<RunAccepted>(`${door}/scenarios/train-model`, { json });
    expect(accepted.status).toBe(202);
    expect(accepted.body.progress_url).toBe(`/progress/${accepted.body.run_id}`);

    const waited = await call<Run>(`${door}/scenarios/train-model`, { json, headers: { prefer: 'wait=60' } });
    expect(waited.status).toBe(200);
    expect(waited.headers.get('preference-applied')).toBe('wait=60');
    expect(waited.body).toMatchObject({ kind: 'training', status: 'completed', progress: 1, dataset_id: datasetId });
    const { model_id, metrics } = waited.body.result as TrainingResult;
    expect(metrics.accuracy).toBeGreaterThan(0.6);
    modelId = model_id;
  });

  it('predicts rows given as CSV text and answers at once', async () => {
    const data = 'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n3,male,22,1,0,7.25,S\n1,female,38,1,0,71.28,C\n';
    const { status, body } = await call<Run>(`${door}/scenarios/infer-model`, { json: { model_id: modelId, data } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'inference', status: 'completed', model_id: modelId, result: { rows: 2 } });
    expect(body.result).toMatchObject({ predictions: [{ prediction: 0 }, { prediction: 1 }], warnings: [] });

    const csv = await call<string>(`${door}/api/storage/files/${body.result_file_id}/download`);
    const [header, ...rows] = csv.body.trimEnd().split(/\r?\n/);
    expect(header).toBe('Pclass,Sex,Age,SibSp,Parch,Fare,Embarked,prediction,probability,probability_0,probability_1');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^3,male,22,1,0,7\.25,S,0,0\.\d+,/);
  });

  it('reports on the model, as JSON and as a page', async () => {
    const { status, body } = await call<Report>(`${door}/scenarios/report/${modelId}`);
    expect(status).toBe(200);
    expect(body.model).toMatchObject({ id: modelId, model_type: 'RandomForest', dataset_id: datasetId });
    expect(body.model.name).toMatch(/^RandomForest_\d{8}_\d{6}(_\d+)?$/);
    expect(body.dataset.rows).toBe(100);
    expect(body.metrics.confusion_matrix.counts.flat().reduce((sum, count) => sum + count)).toBe(20);
    expect(body.feature_importance?.map(({ feature }) => feature).toSorted()).toEqual([
      ...['Age', 'Embarked', 'Fare', 'Parch', 'Pclass', 'Sex', 'SibSp'],
    ]);

    const page = await call<string>(`${door}/scenarios/report/${modelId}`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(page.body).toContain(body.model.name);
  });

  it('goes the same way through the page that the browser loads', async () => {
    const { viz } = services.urls;
    expect((await call<string>(`${viz}/`)).body).toContain('<!doctype html>');
    expect((await call<Report>(`${viz}/api/scenarios/report/${modelId}`)).body.model.id).toBe(modelId);
  });
});

describe('what cannot be done is told', () => {
  it.each([
    ['train-model', { dataset_id: 999, model_type: 'RandomForest' }, 404, 'dataset 999'],
    ['infer-model', { model_id: 999, data: 'a\n1\n' }, 404, 'model 999'],
    ['train-model', { dataset_id: 1, model_type: 'Oracle' }, 422, 'model_type'],
    ['train-model', { dataset_id: 1, model_type: 'KNN', hyperparameters: { n_neighbors: 0 } }, 422, 'n_neighbors'],
    ['collect-and-store', { batch_size: 0 }, 422, 'batch_size'],
    ['collect-and-store', { batch_size: '100' }, 422, 'batch_size'],
  ])('%s %j: %i', async (scenario, json, status, words) => {
    const answer = await call<ProblemDetails>(`${door}/scenarios/${scenario}`, { json });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(answer.body.detail).toContain(words);
  });
});
