import type { Notice } from '@ml-microservices/shared/contracts';
import type { Explanation } from './explanation.js';
import type { Matrix } from './matrix.js';

/** Progress of a fit: `done` of `total` units of real work (trees, iterations, rows) and the metrics so far. */
export interface FitProgress {
  readonly done: number;
  readonly total: number;
  readonly metrics?: Readonly<Record<string, number>>;
}

export interface FitOptions {
  /** Integer from 0; the same data, parameters and seed give the same model, whatever the number of threads. */
  readonly seed: number;
  /** Threads that a fit may use, itself included. Default 1. */
  readonly threads?: number;
  /** Called at least at the start (done 0) and at the end (done = total), never with a smaller `done` than before. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** 1 for each sample that may be judged out of its bags, else 0: an equal one may lie in them. Default: all. */
  readonly alone?: Uint8Array;
  /** Checked after each unit of work; an aborted fit rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Class codes, one a sample, each from 0 to nClasses - 1. */
export interface Labels {
  readonly codes: Int32Array;
  readonly nClasses: number;
}

export type Tensor = Float64Array | Float32Array | Int32Array | Uint16Array | Uint8Array;

/** A fitted model as plain data: raw arrays for the model file, and the few scalars that go into its header. */
export interface ModelState {
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Tensor }>>;
  readonly scalars: Readonly<Record<string, number | string | boolean | null>>;
}

/** What a fit found out beside the model itself: goes into the report and the run's warnings. */
export interface FitNotes {
  /** Impurity-based importances, nFeatures numbers that sum to 1 (all 0 where no split was made). */
  readonly importances?: Float64Array;
  /** Out-of-bag class probabilities, nSamples x nClasses row-major, NaN where a sample was in every bag or not `alone`. */
  readonly oobProbabilities?: Float64Array;
  /** Of a solver that goes on until it has converged: the iterations that it took, and whether it has. */
  readonly solver?: { readonly n_iter: number; readonly converged: boolean };
  readonly warnings: readonly Notice[];
}

/** What an estimator wants of the columns of X. */
export interface Preparation {
  readonly scale: boolean;
  readonly oneHot: boolean;
  /** Missing values come as NaN, for an estimator that learns where they belong; by default they are imputed. */
  readonly keepMissing?: true;
}

/** One model type of one engine. `Model` is a plain value; nothing in it refers to the training data's buffers. */
export interface Estimator<Params, Model> {
  fit(X: Matrix, y: Labels, params: Params, options: FitOptions): Promise<{ model: Model; notes: FitNotes }>;
  /** nSamples x nClasses probabilities, row-major; each row sums to 1. Throws where nFeatures differs from the fit's. */
  predictProba(model: Model, X: Matrix): Float64Array;
  /** Predicting a row takes no longer than sending it to a thread. */
  readonly predictsAtOnce?: true;
  /** Numbers of the model that predicting a row goes through, about; absent where they are few beside a row's copies. */
  readsPerRow?(model: Model): number;
  /** Why rows are predicted as they are; absent where nothing honest can be said. Throws an UnexplainableError. */
  explain?(model: Model, X: Matrix): Explanation;
  /** The model holds the training rows, in their order, and predicts by them. */
  readonly keepsRows?: true;
  /** The model as raw arrays, and back: `load(save(model))` predicts the same bits. `load` throws on arrays that lie. */
  save(model: Model): ModelState;
  load(state: ModelState): Model;
  /** Bytes that a loaded model holds beside its arrays, about; absent where it holds nothing of weight. */
  derivedBytes?(model: Model): number;
  /** Bytes that training may hold at its peak beside X, to refuse what will not fit before it starts. */
  estimateBytes(nSamples: number, nFeatures: number, nClasses: number, params: Params): number;
  /** How the columns must be prepared for this estimator. */
  readonly preparation: Preparation;
}
