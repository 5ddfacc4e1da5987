import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Verification } from '@ml-microservices/shared/contracts';
import { readModelFile } from '../model-file/model-file.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Whether a model's file and that of the same training done again are the same bytes, and if not what differs first. */
export function verificationOf(expected: Uint8Array, actual: Uint8Array): Verification {
  const [expectedSum, actualSum] = [sha256(expected), sha256(actual)];
  const identical = expectedSum === actualSum;
  return {
    identical,
    fingerprint: readModelFile(expected).header.fingerprint,
    expected_sha256: expectedSum,
    actual_sha256: actualSum,
    first_difference: identical ? null : firstDifference(expected, actual),
  };
}

/** The engine, which explains all others, then the parts of the header in their order, the arrays, and the bytes. */
function firstDifference(expected: Uint8Array, actual: Uint8Array): string {
  const [a, b] = [readModelFile(expected), readModelFile(actual)];
  const [then, now] = [a.header.engine_version, b.header.engine_version];
  if (then !== now) return `the version of the engine: ${then} was ${now} this time, which gives other models`;
  const inHeader = Object.entries(a.header).find(
    ([name, value]) => !isDeepStrictEqual(value, Object.entries(b.header).find(([other]) => other === name)?.[1]),
  );
  if (inHeader) return `the header's ${inHeader[0]}`;
  if (!isDeepStrictEqual(a.testRows, b.testRows)) return 'the numbers of the test rows';
  if (!isDeepStrictEqual(a.trainRows, b.trainRows)) return 'the numbers of the training rows';
  for (const [name, { values }] of Object.entries(a.state.tensors)) {
    const others = b.state.tensors[name]?.values;
    if (others === undefined || others.length !== values.length) return `the length of the array ${name}`;
    const at = values.findIndex((value, i) => !Object.is(value, others[i]));
    if (at >= 0) return `value ${at} of the array ${name}: ${values[at]} was ${others[at]} this time`;
  }
  return `byte ${expected.findIndex((byte, i) => byte !== actual[i])}`;
}
