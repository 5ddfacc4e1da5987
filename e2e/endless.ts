import type { TrainRequest } from '@ml-microservices/shared/contracts';

const ROWS = 40_000;
const COLUMNS = 20;

/** A table of chance in which there is nothing to learn, as a dataset for storage: no tree ends early. */
export function noise(name = 'noise') {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  const header = [...Array.from({ length: COLUMNS }, (_, column) => `x${column}`), 'y'];
  const lines = Array.from({ length: ROWS }, () => [...header.slice(1).map(() => next() % 1_000), next() % 2]);
  return { name, csv: `${[header, ...lines].join('\n')}\n`, target: 'y' };
}

/** On `noise` a training of minutes, in little memory: no test waits for its end. */
export const ENDLESS = {
  model_type: 'RandomForest',
  hyperparameters: { n_estimators: 10_000, max_depth: 10, max_features: null },
} as const satisfies Omit<TrainRequest, 'dataset_id'>;
