import type { InferRequest, Run, TrainRequest } from '@ml-microservices/shared/contracts';

/** The page with the form as this run's request filled it. */
export function retryUrl({ kind, parameters }: Run): string {
  if (kind === 'inference') {
    const { model_id, dataset_id } = parameters as Partial<InferRequest>;
    const query = new URLSearchParams();
    if (model_id) query.set('model', String(model_id));
    if (dataset_id) query.set('dataset', String(dataset_id));
    return `/predict?${query}`;
  }
  const { dataset_id, model_type, engine, target, features, seed, hyperparameters, ...judged } =
    parameters as Partial<TrainRequest>;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    dataset: dataset_id,
    model: model_type,
    engine,
    target,
    test_dataset: judged.test_dataset_id,
    test_size: judged.test_size,
    seed,
    folds: judged.cross_validation?.folds,
    repeats: judged.cross_validation?.repeats,
    threshold: judged.threshold?.by,
    cost_fp: judged.threshold?.cost_fp,
    cost_fn: judged.threshold?.cost_fn,
  })) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  for (const feature of features ?? []) query.append('feature', feature);
  for (const [name, value] of Object.entries(hyperparameters ?? {})) query.set(`p.${name}`, String(value));
  return `/train?${query}`;
}
