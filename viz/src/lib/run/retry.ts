import type { InferRequest, Run, TrainRequest } from '@ml-microservices/shared/contracts';

/** The page with the form as this run's request filled it. */
export function retryUrl({ kind, parameters, model_id: madeId }: Run): string {
  if (kind === 'inference') {
    const { model_id, dataset_id } = parameters as Partial<InferRequest>;
    const query = new URLSearchParams();
    if (model_id) query.set('model', String(model_id));
    if (dataset_id) query.set('dataset', String(dataset_id));
    return `/predict?${query}`;
  }
  const { dataset_id, model_type, engine, target, features, seed, hyperparameters, ...more } =
    parameters as Partial<TrainRequest>;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    dataset: dataset_id,
    model: model_type,
    engine,
    target,
    positive: more.positive_class,
    test_dataset: more.test_dataset_id,
    test_size: more.test_size,
    seed,
    folds: more.cross_validation?.folds,
    repeats: more.cross_validation?.repeats,
    threshold: more.threshold?.by,
    cost_fp: more.threshold?.cost_fp,
    cost_fn: more.threshold?.cost_fn,
    // The model that it made bears them.
    ...(madeId === null && { name: more.name, description: more.description }),
  })) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  for (const feature of features ?? []) query.append('feature', feature);
  for (const [name, value] of Object.entries(hyperparameters ?? {})) query.set(`p.${name}`, String(value));
  return `/train?${query}`;
}
