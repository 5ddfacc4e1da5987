import type { InferenceScore, Preprocessing } from '@ml-microservices/shared/contracts';
import type { InputCounts, TablePredictions } from './predict-table.js';

/** Adds up what was unusual in an input that is predicted part by part, and how right the predictions were. */
export class InputTally {
  readonly #imputed: Int32Array;
  readonly #unknown: Int32Array;
  #ignored: readonly string[] = [];
  #n = 0;
  #correct = 0;

  constructor({ features }: Preprocessing) {
    this.#imputed = new Int32Array(features.length);
    this.#unknown = new Int32Array(features.length);
  }

  /** The parts are of one input, so their columns are the same. */
  add({ counts, score }: Pick<TablePredictions, 'counts' | 'score'>): void {
    for (let i = 0; i < this.#imputed.length; i++) {
      this.#imputed[i] += counts.imputed[i];
      this.#unknown[i] += counts.unknown[i];
    }
    this.#ignored = counts.ignored;
    this.#n += score.n;
    this.#correct += score.correct;
  }

  get counts(): InputCounts {
    return { imputed: this.#imputed, unknown: this.#unknown, ignored: this.#ignored };
  }

  /** Undefined where no row carries the target. */
  get score(): InferenceScore | undefined {
    if (this.#n === 0) return undefined;
    return { n: this.#n, correct: this.#correct, accuracy: this.#correct / this.#n };
  }
}
