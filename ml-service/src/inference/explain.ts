import {
  type Cell,
  type ExplainedOutput,
  type Explanations,
  MAX_EXPLAIN_TERMS,
  type Neighbor,
  Problem,
} from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { type Contributions, type Explanation, type Neighbors, UnexplainableError } from '../estimators/explanation.js';
import type { Matrix } from '../estimators/matrix.js';
import { restoreRow } from '../tabular/restore.js';
import type { Table } from '../tabular/table.js';
import { transform } from '../tabular/transform.js';
import type { FittedModel } from './fitted-model.js';

type Answered = Pick<Explanations, 'rows' | 'warnings'> & {
  readonly predictions: readonly Omit<Explanations['explanations'][number], 'outputs' | 'neighbors'>[];
};

/** Throws a problem where nothing honest can be said of the model, or too much would have to be. */
export function explainTable(model: FittedModel, table: Table, { predictions, ...answer }: Answered): Explanations {
  const { matrix } = transform(model.transformer, table);
  const explanation = explanationOf(model, matrix);
  checkTerms(model, explanation, table.nRows);
  if (explanation.kind === 'neighbors') {
    const neighborsOf = namedNeighbors(model, explanation);
    const explanations = predictions.map((prediction, row) => ({ ...prediction, neighbors: neighborsOf(row) }));
    return { method: 'neighbors', ...answer, explanations };
  }
  const outputsOf = namedOutputs(model, explanation, matrix);
  return {
    method: explanation.method,
    scale: explanation.scale,
    ...answer,
    explanations: predictions.map((prediction, row) => ({ ...prediction, outputs: outputsOf(row) })),
  };
}

function explanationOf({ explain, header }: FittedModel, X: Matrix): Explanation {
  const { model_type, engine } = header;
  if (!explain) {
    const detail = `A ${model_type} of the engine ${engine} does not say why it predicts what it does; the engine native does.`;
    throw new Problem('not_explainable', detail);
  }
  try {
    return explain(X);
  } catch (cause) {
    if (!(cause instanceof UnexplainableError)) throw cause;
    throw new Problem('not_explainable', `The model cannot be explained: ${cause.message}. Train it again.`, { cause });
  }
}

function checkTerms({ preprocessing }: FittedModel, explanation: Explanation, nRows: number): void {
  const perRow = explanation.kind === 'neighbors' ? explanation.nNeighbors : explanation.outputs.length;
  const terms = nRows * perRow * preprocessing.features.length;
  if (terms <= MAX_EXPLAIN_TERMS) return;
  const detail = `An explanation may have at most ${MAX_EXPLAIN_TERMS} terms, got ${terms}: send fewer rows.`;
  throw new Problem('payload_too_large', detail);
}

/** Columns of one feature are summed up. */
function namedOutputs(
  { transformer, classes }: FittedModel,
  { outputs, values }: Contributions,
  X: Matrix,
): (row: number) => ExplainedOutput[] {
  const sumOf = (from: number, width: number) => sum(values.subarray(from, from + width));
  return (row) => {
    const cells = restoreRow(transformer, (at) => X.values[at * X.nSamples + row]);
    return outputs.map(({ code, against, base }, o) => {
      const first = (row * outputs.length + o) * X.nFeatures;
      const contributions = transformer.encoders.map((encoder, i) => ({
        feature: encoder.feature.name,
        value: cells[i],
        contribution: sumOf(first + encoder.first, encoder.width),
      }));
      const total = contributions.reduce((sum, { contribution }) => sum + contribution, base);
      return {
        class: classes[code],
        against: against === null ? null : classes[against],
        base,
        contributions,
        total,
      };
    });
  };
}

function namedNeighbors(
  { transformer, classes, trainRows }: FittedModel,
  { nNeighbors, rows, distances, weights, codes, points }: Neighbors,
): (row: number) => Neighbor[] {
  if (!trainRows) {
    throw new Problem('not_explainable', 'The model does not say which rows it holds. Train it again.');
  }
  const { encoders, nColumns } = transformer;
  const valuesOf = (point: number): Record<string, Cell> => {
    const cells = restoreRow(transformer, (at) => points[point * nColumns + at]);
    return Object.fromEntries(encoders.map(({ feature }, i) => [feature.name, cells[i]]));
  };
  return (row) =>
    Array.from({ length: nNeighbors }, (_, n) => {
      const at = row * nNeighbors + n;
      return {
        row: trainRows[rows[at]],
        distance: distances[at],
        weight: weights[at],
        class: classes[codes[at]],
        values: valuesOf(rows[at]),
      };
    });
}
