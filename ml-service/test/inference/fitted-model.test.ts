import { beforeAll, describe, expect, test } from 'vitest';
import { CorruptModelError } from '../../src/estimators/state.js';
import { openModel } from '../../src/inference/fitted-model.js';
import { type ModelFile, readModelFile, writeModelFile } from '../../src/model-file/model-file.js';
import { readSafetensors } from '../../src/model-file/read-safetensors.js';
import { writeSafetensors } from '../../src/model-file/safetensors.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, sourceOf, trainJob } from '../training/jobs.js';

let file: Uint8Array;
beforeAll(async () => {
  const hyperparameters = { n_neighbors: 3 };
  const job = jobOf(sourceOf(titanicCsv, titanicColumns), { model_type: 'KNN', hyperparameters });
  file = (await trainJob(job)).file;
});

/** The file with something changed in what was written. */
const changed = (change: (parts: ModelFile) => Partial<ModelFile>): Uint8Array => {
  const parts = readModelFile(file);
  return writeModelFile({ ...parts, ...change(parts) });
};
const withPreprocessing = (change: (before: ModelFile['header']['preprocessing']) => object) =>
  changed(({ header }) => ({
    header: { ...header, preprocessing: { ...header.preprocessing, ...change(header.preprocessing) } },
  }));
/** The file with other metadata beside the same arrays. */
const withMetadata = (change: Record<string, string>) => {
  const { tensors, metadata } = readSafetensors(file);
  return writeSafetensors(tensors, { ...metadata, ...change });
};

test('a model file is read back as it was written', () => {
  expect(writeModelFile(readModelFile(file))).toEqual(file);
  const { header, testRows, byteLength, derivedBytes, readsPerRow, classes, state } = openModel(file);
  expect(header).toMatchObject({ model_type: 'KNN', hyperparameters: { n_neighbors: 3 }, target: 'Survived' });
  expect(header.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(header.metrics.n_test).toBe(testRows.length);
  // The index holds the rows once more.
  expect(derivedBytes).toBeGreaterThan(state.tensors.points.values.byteLength);
  expect(byteLength).toBe(file.length + derivedBytes);
  expect(classes).toEqual([0, 1]);
  // Seven features, of which one has three words, a column each.
  expect(readsPerRow).toBe(16 * 9);
});

describe('a file that is no sound model is refused with what is wrong', () => {
  type Case = [what: string, bytes: () => Uint8Array, message: RegExp];
  const cases: Case[] = [
    ['cut off', () => file.subarray(0, file.length - 8), /the arrays end at byte \d+ of the data, the file at byte/],
    ['another format', () => withMetadata({ format: 'pt' }), /not a model of this system/],
    ['a later version', () => withMetadata({ format_version: '2' }), /format version must be "1", got "2"/],
    ['no description', () => withMetadata({ model: '{' }), /the description of the model is not JSON/],
    [
      'a wrong description',
      () => withMetadata({ model: '{}' }),
      /the description of the model is wrong: \/model_type is required/,
    ],
    ['no test rows', () => withoutTensor('test_rows'), /the array test_rows must be there as Int32Array/],
    ['no arrays', () => changed(({ state }) => ({ state: { ...state, tensors: {} } })), /the array \w+ must be there/],
    [
      'fewer columns',
      () => withPreprocessing(({ features }) => ({ features: features.slice(1) })),
      /the scaling must be of 8 columns/,
    ],
    [
      'fewer columns, unscaled',
      () => withPreprocessing(({ features }) => ({ features: features.slice(1), means: null, scales: null })),
      /does not fit its 8 columns/,
    ],
    [
      'more classes',
      () => changed(({ header }) => ({ header: { ...header, classes: [0, 1, 2] } })),
      /has 2 classes where 3 are named/,
    ],
    [
      'a class twice',
      () => changed(({ header }) => ({ header: { ...header, classes: [0, 0] } })),
      /\/classes must not name the same item twice, as it does /,
    ],
    [
      'a scale of 0',
      () => withPreprocessing(({ scales }) => ({ scales: scales?.map(() => 0) })),
      /every scale must be above 0/,
    ],
    [
      'missing values for a model that knows none',
      () => withPreprocessing(() => ({ keep_missing: true })),
      /cannot take missing values as they are/,
    ],
    [
      'a type that its engine has not',
      () => changed(({ header }) => ({ header: { ...header, model_type: 'GradientBoosting', engine: 'mljs' } })),
      /the engine mljs has no GradientBoosting/,
    ],
    ...[2, -1, 0.5].map(
      (impute): Case => [
        `the code ${impute} of two`,
        () => withPreprocessing(({ features }) => ({ features: features.map((feature) => ({ ...feature, impute })) })),
        /Sex is imputed with a code it has not/,
      ],
    ),
  ];
  const withoutTensor = (name: string) => {
    const { tensors, metadata } = readSafetensors(file);
    const { [name]: _dropped, ...others } = tensors;
    return writeSafetensors(others, metadata);
  };
  test.each(cases)('%s', (_what, bytes, message) => {
    expect(() => openModel(bytes())).toThrow(CorruptModelError);
    expect(() => openModel(bytes())).toThrow(message);
  });
});
