import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../src/lib/format.js';
import { en } from '../../src/lib/i18n/en/index.js';
import { NOTHING, nextStep, type Stock, stepsOf } from '../../src/routes/steps.js';
import { model, run } from '../wire.js';

const stepsWith = (stock: Partial<Stock>) => stepsOf({ ...NOTHING, ...stock }, en, formatsOf('en'));
const hrefs = (stock: Partial<Stock>) => stepsWith(stock).map(({ href }) => href);

describe('the four steps', () => {
  it('begin with collecting, the only one that can be taken', () => {
    expect(hrefs({})).toEqual(['/collect', undefined, undefined, undefined]);
    expect(nextStep(stepsWith({}))?.name).toBe('collect');
  });

  it('go on to training once there is data', () => {
    expect(nextStep(stepsWith({ datasets: 1 }))?.name).toBe('train');
  });

  it('go on to predicting with the best model, then to its report', () => {
    const stock = { datasets: 1, models: 2, best: { ...model, id: 7 } };
    expect(hrefs(stock)).toEqual(['/collect', '/train', '/predict?model=7', '/models/7/report']);
    expect(nextStep(stepsWith(stock))?.name).toBe('predict');
    expect(nextStep(stepsWith({ ...stock, inferences: 1 }))?.name).toBe('report');
  });

  it('lead to a training that is going on', () => {
    const latest = { ...run, id: 9, status: 'running' as const, progress: 0.43 };
    expect(stepsWith({ datasets: 1, latest })[1]).toMatchObject({
      href: '/runs/9',
      state: 'Training now: 43%',
      action: 'Watch it',
    });
  });
});
