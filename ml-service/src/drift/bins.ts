import type { DriftBin } from '@ml-microservices/shared/contracts';
import { countCategories } from '../tabular/categories.js';
import type { CategoricalColumn, NumericColumn, TableColumn } from '../tabular/table.js';

/** So many rows are to be expected in a bin for a chi-square test of it (Cochran 1954). */
const ROWS_PER_BIN = 5;
const MOST_BINS = 10;

/** Rows of a feature's column. */
export interface Sample<Column extends TableColumn = TableColumn> {
  readonly column: Column;
  readonly rows: Int32Array;
}

/**
 * The rows of two samples of a feature, typed alike, in the bins that its training gives: numbers in ranges of as many
 * rows each, categories by themselves where enough rows of the input are to be expected of them.
 */
export function binsOf(training: Sample, input: Sample): DriftBin[] {
  const bins =
    isNumeric(training) && isNumeric(input)
      ? numericBins(training, input)
      : categoricalBins(training as Sample<CategoricalColumn>, input as Sample<CategoricalColumn>);
  return bins.filter((bin) => bin.training + bin.input > 0);
}

const isNumeric = (sample: Sample): sample is Sample<NumericColumn> => sample.column.type === 'numeric';

function numericBins(training: Sample<NumericColumn>, input: Sample<NumericColumn>): DriftBin[] {
  const known = [training, input].map(({ column, rows }) =>
    Float64Array.from(rows, (row) => column.values[row]).filter((value) => !Number.isNaN(value)),
  );
  const edges = edgesOf(known[0].toSorted(), Math.min(training.rows.length, input.rows.length));
  const [ofTraining, ofInput] = known.map((values) => countBetween(edges, values));
  const ranges = ofTraining.map((count, i): DriftBin => {
    return { kind: 'range', from: edges[i - 1] ?? null, to: edges[i] ?? null, training: count, input: ofInput[i] };
  });
  const missing = (i: number, { rows }: Sample) => rows.length - known[i].length;
  return [...ranges, { kind: 'missing', training: missing(0, training), input: missing(1, input) }];
}

/**
 * Quantiles of the ascending values that are values themselves (type 1 of Hyndman and Fan 1996), so that numbers of few
 * distinct values have ranges of one each. The largest ends no range.
 */
function edgesOf(sorted: Float64Array, nRows: number): number[] {
  const nBins = Math.min(MOST_BINS, Math.floor(nRows / ROWS_PER_BIN));
  const last = sorted.length - 1;
  const quantiles = Array.from(
    { length: nBins - 1 },
    (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / nBins) - 1],
  );
  return [...new Set(quantiles)].filter((edge) => edge < sorted[last]);
}

/** How many values are over the edge before and not over that behind, for each gap. */
function countBetween(edges: readonly number[], values: Float64Array): number[] {
  const counts: number[] = new Array(edges.length + 1).fill(0);
  for (const value of values) {
    const at = edges.findIndex((edge) => value <= edge);
    counts[at < 0 ? edges.length : at]++;
  }
  return counts;
}

function categoricalBins(training: Sample<CategoricalColumn>, input: Sample<CategoricalColumn>): DriftBin[] {
  const [seen, now] = [training, input].map(({ column, rows }) => countCategories(column, rows));
  const inInput = new Map(now.categories.map((category, i) => [category, now.counts[i]]));
  const expected = input.rows.length / training.rows.length;
  const bins: DriftBin[] = [];
  const rare = { kind: 'rare' as const, training: 0, input: 0 };
  seen.categories.forEach((category, i) => {
    const counts = { training: seen.counts[i], input: inInput.get(category) ?? 0 };
    inInput.delete(category);
    if (bins.length < MOST_BINS && counts.training * expected >= ROWS_PER_BIN)
      bins.push({ kind: 'category', category, ...counts });
    else {
      rare.training += counts.training;
      rare.input += counts.input;
    }
  });
  const unseen = [...inInput.values()].reduce((total, count) => total + count, 0);
  bins.push(rare, { kind: 'new', training: 0, input: unseen });
  return [...bins, { kind: 'missing', training: seen.missing, input: now.missing }];
}
