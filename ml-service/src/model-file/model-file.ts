import { compileStrict, fieldErrors } from '@ml-microservices/shared/validation';
import type { ModelState } from '../estimators/estimator.js';
import { CorruptModelError, tensorOf } from '../estimators/state.js';
import { FORMAT_VERSION, ModelHeader } from './header.js';
import { readSafetensors } from './read-safetensors.js';
import { writeSafetensors } from './safetensors.js';

const FORMAT = 'ml-microservices-model';
/** Row numbers, from 0, of the rows that the metrics are of; the estimator's arrays have their own prefix. */
const TEST_ROWS = 'test_rows';
/** Row numbers of the rows that the model holds, in its order, where it holds rows. */
const TRAIN_ROWS = 'train_rows';
const STATE_PREFIX = 'model.';

export interface ModelFile {
  readonly header: Omit<ModelHeader, 'scalars'>;
  readonly state: ModelState;
  /** Of the dataset, or of the test dataset where there is one. */
  readonly testRows: Int32Array;
  /** Row numbers of the dataset, from 0, of the rows that the model holds; null where it holds none. */
  readonly trainRows: Int32Array | null;
}

const isModelHeader = compileStrict(ModelHeader);

/** The bytes of a model file: the same model gives the same bytes, with no time and no random number in them. */
export function writeModelFile({ header, state, testRows, trainRows }: ModelFile): Uint8Array {
  const own = Object.entries(state.tensors).map(([name, tensor]) => [STATE_PREFIX + name, tensor]);
  const tensors = {
    ...Object.fromEntries(own),
    [TEST_ROWS]: { shape: [testRows.length], values: testRows },
    ...(trainRows && { [TRAIN_ROWS]: { shape: [trainRows.length], values: trainRows } }),
  };
  const model: ModelHeader = { ...header, scalars: state.scalars };
  return writeSafetensors(tensors, {
    format: FORMAT,
    format_version: FORMAT_VERSION,
    model: JSON.stringify(model),
  });
}

/** Throws a CorruptModelError that says what is wrong where the bytes are no model file. The arrays may be views. */
export function readModelFile(file: Uint8Array): ModelFile {
  const { tensors, metadata } = readSafetensors(file);
  if (metadata.format !== FORMAT) throw new CorruptModelError('the file is not a model of this system');
  if (metadata.format_version !== FORMAT_VERSION) {
    const got = JSON.stringify(metadata.format_version);
    throw new CorruptModelError(`the file's format version must be "${FORMAT_VERSION}", got ${got}`);
  }
  const { scalars, ...header } = parseModelHeader(metadata.model);
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(STATE_PREFIX));
  const state = {
    tensors: Object.fromEntries(own.map(([name, tensor]) => [name.slice(STATE_PREFIX.length), tensor])),
    scalars,
  };
  const all = { tensors, scalars };
  return {
    header,
    state,
    testRows: tensorOf(all, TEST_ROWS, Int32Array),
    trainRows: TRAIN_ROWS in tensors ? tensorOf(all, TRAIN_ROWS, Int32Array) : null,
  };
}

function parseModelHeader(json = ''): ModelHeader {
  let header: unknown;
  try {
    header = JSON.parse(json);
  } catch (cause) {
    throw new CorruptModelError('the description of the model is not JSON', { cause });
  }
  if (isModelHeader(header)) return header;
  const [fault] = fieldErrors(isModelHeader.errors ?? []);
  throw new CorruptModelError(`the description of the model is wrong: ${fault.path} ${fault.message}`);
}
