import { columns } from './count.js';

export const why = {
  title: 'Why',
  cannot: 'This model does not say why it predicts what it does. Models of the native engine that are trained now do.',
  notes: {
    coefficients:
      'Each column adds its coefficient times its value, in standard deviations from the mean, to the log odds.',
    paths:
      'Each split on the way down the trees changes the prediction; the change is put to the column it asks about.',
    neighbors: 'The training rows that are most like this one vote. Values that were missing are shown as filled in.',
  },
  caption: (label: string) => `What each column adds to the prediction of ${label}`,
  ofClass: 'For class',
  column: 'Column',
  value: 'Value',
  scales: { log_odds: 'log odds', probability: 'percentage points' },
  base: 'Before any column',
  others: (count: number) => `${columns(count)} more`,
  total: 'All together',
  for: (label: string) => `for ${label}`,
  against: (label: string) => `against ${label}`,
  oneClass: (label: string) => `The model knows no other class than ${label}.`,
  neighbors: 'The nearest training rows',
  row: 'Row',
  class: 'Class',
  vote: 'Vote',
  distance: 'Distance',
};
