import { features, number } from './count.js';

/** How the rows of an inference differ from those that a model learned from. */
export const drift = {
  title: 'Compared with the training rows',
  note: (drifted: number, all: number) =>
    drifted === 0
      ? `None of ${features(all)} drifted: these rows are like those that the model learned from.`
      : `${number(drifted)} of ${features(all)} drifted: on rows unlike those that it learned from the model may be less right than its report says.`,
  method:
    'PSI: population stability index, 0 where the shares are equal. A feature drifts from 0.1 on, much from 0.25 on, if a test (chi-square of the values, Fisher of rare, new and missing ones; p by Holm over all) finds it too.',
  feature: 'Feature',
  training: 'Training',
  input: 'Input',
  psi: 'Shift (PSI)',
  verdicts: { moderate: 'drifted', large: 'drifted much' },
  kinds: { rare: 'rare in training', new: 'never seen in training', missing: 'missing' },
  all: 'all values',
  moved: (bin: string, before: string, now: string) => `${bin}: ${before} → ${now}`,
};
