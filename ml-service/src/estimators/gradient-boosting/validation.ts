import { stratifiedSplit } from '../../tabular/split.js';
import type { Matrix } from '../matrix.js';
import { sharedFloats } from '../shared-memory.js';
import { leafValue, type TreeArrays } from './model.js';
import { lossOf } from './probabilities.js';

/** An improvement of the loss up to this much is none, as scikit-learn's. */
const TOLERANCE = 1e-7;

export interface Held {
  readonly X: Matrix;
  readonly positions: Int32Array;
}

/** Divides the rows, class by class, into those to learn from and a share that is held back. */
export function holdBack({ X, positions }: Held, nPresent: number, share: number, seed: number) {
  const rows = Int32Array.from({ length: X.nSamples }, (_, row) => row);
  const input = { rows, classes: positions, nClasses: nPresent, groups: rows };
  const { train, test } = stratifiedSplit(input, { testSize: share, seed });
  const part = (chosen: Int32Array): Held => ({
    X: rowsOf(X, chosen),
    positions: chosen.map((row) => positions[row]),
  });
  return { train: part(train), held: part(test) };
}

function rowsOf({ nSamples, nFeatures, values }: Matrix, rows: Int32Array): Matrix {
  const chosen = sharedFloats(rows.length * nFeatures);
  for (let j = 0; j < nFeatures; j++) {
    for (let i = 0; i < rows.length; i++) chosen[j * rows.length + i] = values[j * nSamples + rows[i]];
  }
  return { nSamples: rows.length, nFeatures, values: chosen };
}

/** Follows the log loss on rows held back, and says when it has stopped falling. */
export class Validation {
  readonly #positions: Int32Array;
  /** Row-major. */
  readonly #values: Float64Array;
  readonly #nFeatures: number;
  readonly #raw: Float64Array;
  readonly #nOutputs: number;
  readonly #patience: number;
  readonly #losses: number[] = [];

  constructor({ X, positions }: Held, baseline: Float64Array, patience: number) {
    const { nSamples, nFeatures, values } = X;
    this.#positions = positions;
    this.#nFeatures = nFeatures;
    this.#nOutputs = baseline.length;
    this.#patience = patience;
    this.#values = Float64Array.from(
      values,
      (_, at) => values[(at % nFeatures) * nSamples + Math.floor(at / nFeatures)],
    );
    this.#raw = Float64Array.from({ length: nSamples * baseline.length }, (_, at) => baseline[at % baseline.length]);
    this.#losses.push(this.#meanLoss());
  }

  get loss(): number {
    return this.#losses[this.#losses.length - 1];
  }

  /** Adds a round's trees, one an output; true where none of the last rounds is better than the one before them. */
  hasStopped(trees: readonly TreeArrays[]): boolean {
    trees.forEach((tree, output) => {
      for (let i = 0; i < this.#positions.length; i++) {
        this.#raw[i * this.#nOutputs + output] += leafValue(tree, 0, this.#values, i * this.#nFeatures);
      }
    });
    this.#losses.push(this.#meanLoss());
    if (this.#losses.length <= this.#patience + 1) return false;
    const [before, ...recent] = this.#losses.slice(-this.#patience - 1);
    return recent.every((loss) => loss >= before - TOLERANCE);
  }

  #meanLoss(): number {
    let sum = 0;
    this.#positions.forEach((position, i) => {
      sum += lossOf(this.#raw.subarray(i * this.#nOutputs, (i + 1) * this.#nOutputs), position);
    });
    return sum / this.#positions.length;
  }
}
