import {
  type Model,
  type ModelNew,
  publishedExample,
  type Run,
  type RunNew,
  type RunUpdate,
} from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { expect } from 'vitest';
import { createDataset, createFile, upload } from './build.js';

const {
  id: _id,
  name: _name,
  description: _description,
  created_at: _created,
  updated_at: _updated,
  threshold: _threshold,
  ...fields
} = publishedExample.model;

let fileNumber = 1;

export async function createRun(app: App, run: Partial<RunNew> = {}): Promise<Run> {
  const payload = { kind: 'training', parameters: {}, ...run };
  const response = await app.inject({ method: 'POST', url: '/runs', payload });
  expect(response.statusCode).toBe(201);
  return response.json<Run>();
}

export const step = (app: App, id: number, changes: Partial<RunUpdate>) =>
  app.inject({ method: 'PATCH', url: `/runs/${id}`, payload: { attempt: 1, ...changes } });

/** Stores the file of a run's result. */
export const addResultFile = (app: App, id: number, content: string, attempt = 1) => {
  const part = { name: 'file', filename: 'predictions.csv', type: 'text/csv', content };
  return upload(app, `/runs/${id}/result-file?attempt=${attempt}`, [part]);
};

export const publish = (app: App, model: Partial<ModelNew>, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/models', payload: { ...fields, attempt: 1, ...model }, headers });

/** A dataset if none is given, a training run on it, and the model that it publishes. */
export async function createModel(app: App, more: Partial<ModelNew> = {}): Promise<Model> {
  const dataset_id = more.dataset_id ?? (await createDataset(app, 'a,b\n1,2\n')).id;
  const file = await createFile(app, `model of dataset ${dataset_id} by run ${fileNumber++}`, 'model');
  const run = await createRun(app, { dataset_id });
  const response = await publish(app, { run_id: run.id, file_id: file.id, ...more, dataset_id });
  expect(response.statusCode).toBe(201);
  return response.json<{ model: Model }>().model;
}
