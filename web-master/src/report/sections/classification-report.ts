import type { Estimate } from '@ml-microservices/shared/contracts';
import { figure, methods } from '../figures/figure.js';
import { count } from '../format.js';
import { firstOf, section, table } from '../html/elements.js';
import type { Content } from '../html/template.js';
import type { Part } from '../part.js';

const SHOWN = 20;

interface Scores {
  readonly precision: Estimate;
  readonly recall: Estimate;
  readonly f1: Estimate;
  readonly support: number;
}

export const classificationReport: Part = ({ evaluation: { classes, macro_avg, weighted_avg } }) => {
  const { shown, rest } = firstOf(classes, SHOWN);
  const used = methods(
    [...classes, macro_avg, weighted_avg].flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
  );
  return section(
    'Class by class',
    `The macro average counts each class the same, the weighted one by its rows.${
      classes.some(isAbsent) ? ' A class that no test row is of, nor is predicted as, is in neither.' : ''
    }`,
    table({
      caption: `Precision, recall and F1 on the test rows${used === '' ? '' : `; intervals: ${used}, of a precision over the rows predicted so, of a recall over the rows of the class`}`,
      head: ['Class', 'Precision', 'Recall', 'F1', 'Rows'],
      rows: [
        ...shown.map(({ label, ...scores }) => row(label, scores)),
        row('macro average', macro_avg),
        row('weighted average', weighted_avg),
      ],
      numeric: [1, 2, 3, 4],
      stacks: true,
    }),
    rest,
  );
};

const isAbsent = ({ support, precision }: Scores): boolean => support === 0 && precision.n === 0;

const row = (name: string, { precision, recall, f1, support }: Scores): Content[] => [
  name,
  figure(precision),
  figure(recall),
  figure(f1),
  count(support),
];
