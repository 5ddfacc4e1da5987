import { MetricEstimates } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { domainOf, METRIC_NAMES } from '../../src/lib/model/metric-names.js';

const OF_TRAINING_ROWS = ['train_accuracy', 'oob_accuracy'];

it('names every metric of the test rows', () => {
  const names = Object.keys(MetricEstimates.properties).filter((name) => !OF_TRAINING_ROWS.includes(name));
  expect([...METRIC_NAMES].toSorted()).toEqual(names.toSorted());
});

it('draws an interval on a line that holds it, and 0 and 1', () => {
  expect(domainOf('accuracy', 0.9)).toEqual([0, 1]);
  expect(domainOf('log_loss', 1.4)).toEqual([0, 1.4]);
  expect(domainOf('mcc', null)).toEqual([-1, 1]);
});
