import { mean } from '@ml-microservices/shared/statistics';
import type { Matrix } from '../estimators/matrix.js';
import { dot } from '../estimators/vector.js';
import type { Transformer } from '../tabular/transform.js';

/** From this absolute value on two features say nearly the same. */
const STRONG = 0.9;
const MOST_FEATURES = 200;
const MOST_ROWS = 2_000;
const MOST_PAIRS = 5;

export interface CorrelatedPair {
  readonly feature: string;
  readonly other: string;
  /** Pearson's, in [-1, 1]. */
  readonly r: number;
}

/**
 * The five most strongly correlated pairs of features of one column each, strongest first, of |r| of 0.9 or more, on up
 * to 2,000 rows at even distances and the first 200 features. Missing values count as the mean. Cost features² x rows.
 */
export function correlatedPairs(X: Matrix, { encoders }: Transformer): CorrelatedPair[] {
  const columns = encoders
    .filter(({ width }) => width === 1)
    .slice(0, MOST_FEATURES)
    .flatMap(({ feature, first }) => {
      const values = unitOf(X, first);
      return values ? [{ name: feature.name, values }] : [];
    });
  const pairs = columns.flatMap((a, i) =>
    columns.slice(i + 1).flatMap((b) => {
      const r = Math.max(-1, Math.min(1, dot(a.values, b.values)));
      return Math.abs(r) < STRONG ? [] : [{ feature: a.name, other: b.name, r }];
    }),
  );
  return pairs.sort((a, b) => Math.abs(b.r) - Math.abs(a.r)).slice(0, MOST_PAIRS);
}

/** A column of some rows about its mean and of length 1; null where it is constant. */
function unitOf({ nSamples, values }: Matrix, column: number): Float64Array | null {
  const nRows = Math.min(nSamples, MOST_ROWS);
  const some = Float64Array.from(
    { length: nRows },
    (_, i) => values[column * nSamples + Math.floor((i * nSamples) / nRows)],
  );
  const known = some.filter((value) => !Number.isNaN(value));
  const centre = mean(known);
  const centred = some.map((value) => (Number.isNaN(value) ? 0 : value - centre));
  const length = Math.sqrt(dot(centred, centred));
  return length > 0 && Number.isFinite(length) ? centred.map((value) => value / length) : null;
}
