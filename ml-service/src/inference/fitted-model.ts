import { type ClassLabel, hyperparametersOf, type Preprocessing } from '@ml-microservices/shared/contracts';
import type { ModelState } from '../estimators/estimator.js';
import type { Explanation } from '../estimators/explanation.js';
import type { Matrix } from '../estimators/matrix.js';
import { estimatorOf } from '../estimators/registry.js';
import { CorruptModelError } from '../estimators/state.js';
import { type ModelFile, readModelFile } from '../model-file/model-file.js';
import { createTransformer, type Transformer } from '../tabular/transform.js';

/** What copying a number of a row costs beside reading one of the model. */
const COPIES = 16;

/** A model ready to predict. */
export interface FittedModel {
  /** What it was loaded from, for a thread to load it as well: views of the file where that is aligned. */
  readonly state: ModelState;
  readonly header: ModelFile['header'];
  readonly preprocessing: Preprocessing;
  /** Labels by class code. */
  readonly classes: readonly ClassLabel[];
  readonly transformer: Transformer;
  /** nSamples x nClasses, row-major. */
  readonly predictProba: (X: Matrix) => Float64Array;
  /** Numbers that predicting a row goes through, about: the model's, and the row's own, which are copied on the way. */
  readonly readsPerRow: number;
  /** Predicting a row takes no longer than sending it to a thread. */
  readonly predictsAtOnce: boolean;
  /** Throws an UnexplainableError. Null where the engine cannot tell. */
  readonly explain: ((X: Matrix) => Explanation) | null;
  /** Row numbers, from 0, of the training rows that it holds; null where it holds none. */
  readonly trainRows: Int32Array | null;
  /** Row numbers, from 0, of the rows that its metrics are of. */
  readonly testRows: Int32Array;
  /** Bytes that it holds in memory, about. */
  readonly byteLength: number;
  /** Those of them that are not the file's: each thread that loads its state holds as many. */
  readonly derivedBytes: number;
}

/**
 * The model of a file, whose bytes must not change as long as it is used. Throws a CorruptModelError that says what is
 * wrong with the file.
 */
export function openModel(bytes: Uint8Array): FittedModel {
  const { header, state, testRows, trainRows } = readModelFile(bytes);
  const { preprocessing, classes } = header;
  checkPreprocessing(preprocessing);
  const transformer = createTransformer(preprocessing);
  const { nColumns, scaling } = transformer;
  if (scaling && (scaling.means.length !== nColumns || scaling.scales.length !== nColumns)) {
    throw new CorruptModelError(`the scaling must be of ${nColumns} columns`);
  }
  const { model_type, engine } = header;
  if (!hyperparametersOf(engine, model_type)) throw new CorruptModelError(`the engine ${engine} has no ${model_type}`);
  const estimator = estimatorOf(model_type, engine);
  if (preprocessing.keep_missing && !estimator.preparation.keepMissing) {
    throw new CorruptModelError(`${model_type} cannot take missing values as they are`);
  }
  const model = estimator.load(state);
  const predictProba = (X: Matrix) => estimator.predictProba(model, X);
  const { explain, predictsAtOnce = false } = estimator;
  const derivedBytes = estimator.derivedBytes?.(model) ?? 0;
  checkShape(predictProba, nColumns, classes.length);
  return {
    state,
    header,
    preprocessing,
    classes,
    transformer,
    predictProba,
    readsPerRow: COPIES * nColumns + (estimator.readsPerRow?.(model) ?? 0),
    predictsAtOnce,
    explain: explain ? (X) => explain(model, X) : null,
    trainRows,
    testRows,
    byteLength: bytes.length + derivedBytes,
    derivedBytes,
  };
}

/** The code that a missing category becomes must be one; every scale must divide. */
function checkPreprocessing({ features, scales }: Preprocessing): void {
  for (const { name, type, impute, categories = [] } of features) {
    const isCode = Number.isInteger(impute) && impute >= 0 && impute < Math.max(1, categories.length);
    if (type === 'categorical' && !isCode) throw new CorruptModelError(`${name} is imputed with a code it has not`);
  }
  if (scales?.some((scale) => scale <= 0)) throw new CorruptModelError('every scale must be above 0');
}

/** The arrays must be of a model of so many columns and classes, as one row tells. */
function checkShape(predictProba: FittedModel['predictProba'], nColumns: number, nClasses: number): void {
  const row = { nSamples: 1, nFeatures: nColumns, values: new Float64Array(nColumns) };
  let probabilities: Float64Array;
  try {
    probabilities = predictProba(row);
  } catch (cause) {
    throw new CorruptModelError(`the model does not fit its ${nColumns} columns`, { cause });
  }
  if (probabilities.length !== nClasses) {
    throw new CorruptModelError(`the model has ${probabilities.length} classes where ${nClasses} are named`);
  }
}
