import type { StorageClient } from '@ml-microservices/shared/clients';
import { type Drift, type Evaluation, type Model, Problem } from '@ml-microservices/shared/contracts';
import { driftOf } from '../drift/drift-of.js';
import { newTraining, resolvedOf } from '../training/again.js';
import type { ChildResult, ModelJob, ModelWorkType } from '../training/messages.js';
import { sourceOf } from '../training/storage-source.js';
import { compareModels } from './compare-models.js';
import { evaluateModel } from './evaluate-model.js';
import { verificationOf } from './verification.js';

export interface WorkContext {
  readonly storage: StorageClient;
  readonly signal: AbortSignal;
}

/** What the child does with models that are there already. */
export async function workOnModels(type: ModelWorkType, job: ModelJob, context: WorkContext): Promise<ChildResult> {
  const models = await Promise.all(job.modelIds.map((id) => context.storage.model(id)));
  if (type === 'compare') return { type: 'compared', comparison: await compare(models, context) };
  const [model] = models;
  if (type === 'drift') return { type: 'drifted', drift: await drift(model, job, context) };
  if (type === 'verify') return { type: 'verified', verification: await verify(model, job, context) };
  return { type: 'evaluated', evaluation: await evaluate(model, job, context) };
}

async function sourcesOf({ dataset_id, test_dataset_id, id }: Model, { storage }: WorkContext) {
  const [source, test, file] = await Promise.all([
    sourceOf(dataset_id, storage),
    test_dataset_id === null ? null : sourceOf(test_dataset_id, storage),
    storage.modelFile(id),
  ]);
  return { source, test, file };
}

async function evaluate(model: Model, { threads }: ModelJob, context: WorkContext): Promise<Evaluation> {
  const [sources, run] = await Promise.all([sourcesOf(model, context), context.storage.run(model.run_id)]);
  return evaluateModel({ model, run, ...sources }, { threads, signal: context.signal });
}

async function compare(models: readonly Model[], context: WorkContext) {
  const compared = [];
  for (const { id, name, ...model } of models) {
    compared.push({ id, name, ...(await sourcesOf({ id, name, ...model }, context)) });
  }
  return compareModels(compared, context.signal);
}

async function verify(model: Model, job: ModelJob, context: WorkContext) {
  const [{ source, test, file }, run] = await Promise.all([
    sourcesOf(model, context),
    context.storage.run(model.run_id),
  ]);
  const again = await newTraining({ source, ...(test && { test }), request: resolvedOf(run) }, job, context.signal);
  return verificationOf(file, again);
}

async function drift(model: Model, { runId = 0 }: ModelJob, { storage }: WorkContext): Promise<Drift> {
  const [run, source, file] = await Promise.all([
    storage.run(runId),
    sourceOf(model.dataset_id, storage),
    storage.modelFile(model.id),
  ]);
  if (run.result_file_id === null) throw new Problem('not_found', `The result of run ${runId} is gone.`);
  const sources = {
    file,
    source,
    isTestApart: model.test_dataset_id !== null,
    input: storage.resultCsv(run.result_file_id),
  };
  return { run_id: runId, model_id: model.id, ...(await driftOf(sources)) };
}
