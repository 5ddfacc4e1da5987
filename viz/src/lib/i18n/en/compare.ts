import { number, rows } from './count.js';

export const compare = {
  title: 'Compare models',
  note: (tested: number) => `All on the same ${rows(tested)}.`,
  change: 'Choose others',
  choose: 'Compare',
  chooseModel: (name: string) => `Compare ${name}`,
  hint: 'Tick two or more to compare them.',
  none: 'Clear',
  these: (count: number) => `Compare ${number(count)} models`,
  empty: 'Nothing to compare',
  emptyNote: 'Tick two to ten models in the list.',
  cannot: 'These models cannot be compared',
  differences: 'What differs',
  differencesNote: 'Settings that are not the same in all of them.',
  noDifferences: 'They have the same settings.',
  setting: 'Setting',
  figures: 'Figures',
  model: 'Model',
  pairs: 'Pair by pair',
  pairsNote:
    'The first model less the second on the same rows. It is a tie where the interval covers 0 or the adjusted p is not below 0.05.',
  pair: (first: string, second: string) => `${first} against ${second}`,
  difference: 'Difference',
  outcomes: { better: 'better', worse: 'worse', tie: 'tie' },
  onlyRight: (first: number, second: number) =>
    `Only the first is right on ${number(first)}, only the second on ${number(second)}.`,
  roc: (label: string) => `ROC curves of class ${label}`,
  rocSummary: (curves: string) => `Areas below the curves: ${curves}.`,
};
