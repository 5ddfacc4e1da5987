import type { Model } from '@ml-microservices/shared/contracts';

type Value = Model['hyperparameters'][string] | undefined;

/** One setting of several models; undefined where a model has no such setting. */
export interface Setting {
  readonly name: string;
  readonly values: readonly Value[];
}

const settingsOf = ({
  hyperparameters,
  model_type,
  engine,
  dataset_id,
  classes,
  test_size,
  seed,
  threshold,
}: Model) => ({
  model_type,
  engine,
  dataset_id,
  positive_class: classes.length === 2 ? classes[1] : undefined,
  test_size,
  seed,
  threshold,
  ...hyperparameters,
});

/** The settings that are not the same in all models, in the order in which the models have them. */
export function differences(models: readonly Model[]): Setting[] {
  const all = models.map((model): Readonly<Record<string, Value>> => settingsOf(model));
  const names = [...new Set(all.flatMap((settings) => Object.keys(settings)))];
  return names
    .map((name) => ({ name, values: all.map((settings) => settings[name]) }))
    .filter(({ values }) => new Set(values).size > 1);
}
