import { expect, it } from 'vitest';
import { readModelFile, writeModelFile } from '../../src/model-file/model-file.js';
import { verificationOf } from '../../src/report/verification.js';
import { titanicColumns, titanicCsv } from '../tabular/tables.js';
import { jobOf, sourceOf, trainJob } from '../training/jobs.js';

const trained = () => trainJob(jobOf(sourceOf(titanicCsv, titanicColumns), { model_type: 'LogisticRegression' }));

it('the same training again is identical', async () => {
  const [one, again] = [await trained(), await trained()];
  const verification = verificationOf(one.file, again.file);
  expect(verification).toMatchObject({ identical: true, first_difference: null, fingerprint: one.model.fingerprint });
  expect(verification.actual_sha256).toBe(verification.expected_sha256);
});

it('names what differs first: the engine, a part of the header, or a value of an array', async () => {
  const { file } = await trained();
  const parts = readModelFile(file);
  const reseeded = writeModelFile({ ...parts, header: { ...parts.header, seed: 7 } });
  expect(verificationOf(file, reseeded)).toMatchObject({ identical: false, first_difference: "the header's seed" });
  const newer = writeModelFile({
    ...parts,
    header: { ...parts.header, engine_version: '99', fingerprint: 'f'.repeat(64) },
  });
  expect(verificationOf(file, newer).first_difference).toBe(
    `the version of the engine: ${parts.header.engine_version} was 99 this time, which gives other models`,
  );
  const { coef, ...tensors } = parts.state.tensors;
  const values = Float64Array.from(coef.values);
  values[2] *= 1 + Number.EPSILON;
  const state = { ...parts.state, tensors: { ...tensors, coef: { ...coef, values } } };
  expect(verificationOf(file, writeModelFile({ ...parts, state })).first_difference).toBe(
    `value 2 of the array coef: ${coef.values[2]} was ${values[2]} this time`,
  );
});
