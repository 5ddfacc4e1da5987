import { MetricEstimates } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { METRIC_NAMES } from '../../src/lib/model/metric-names.js';

const OF_TRAINING_ROWS = ['train_accuracy', 'oob_accuracy'];

it('names every metric of the test rows', () => {
  const names = Object.keys(MetricEstimates.properties).filter((name) => !OF_TRAINING_ROWS.includes(name));
  expect([...METRIC_NAMES].toSorted()).toEqual(names.toSorted());
});
