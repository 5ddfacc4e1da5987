import type { ModelState, Tensor } from './estimator.js';

/** A model file whose arrays cannot be a model: says which and why. */
export class CorruptModelError extends Error {
  override readonly name = 'CorruptModelError';
}

/** The array `name` of a state, of this type and of `length` values where that is known. */
export function tensorOf<T extends Tensor>(
  state: ModelState,
  name: string,
  Type: { new (length: number): T },
  length?: number,
): T {
  const values = state.tensors[name]?.values;
  if (!(values instanceof Type)) throw new CorruptModelError(`the array ${name} must be there as ${Type.name}`);
  if (length !== undefined && values.length !== length) {
    throw new CorruptModelError(`the array ${name} must have ${length} values, got ${values.length}`);
  }
  return values;
}

/** The whole number `name` of a state, at least 1. */
export function countOf(state: ModelState, name: string): number {
  const value = state.scalars[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw new CorruptModelError(`${name} must be a whole number from 1, got ${String(value)}`);
  }
  return value;
}

/** The array `name` of a state: `length` finite numbers. */
export function finiteOf(state: ModelState, name: string, length: number): Float64Array {
  const values = tensorOf(state, name, Float64Array, length);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new CorruptModelError(`value ${bad} of ${name} must be a finite number, got ${values[bad]}`);
  return values;
}

/** The classes that a model saw: ascending codes below `nClasses`, at least one. */
export function presentOf(state: ModelState, nClasses: number): Int32Array {
  const present = tensorOf(state, 'present', Int32Array);
  const isAscending = present.every((code, i) => code > (i === 0 ? -1 : present[i - 1]) && code < nClasses);
  if (present.length < 1 || !isAscending) {
    throw new CorruptModelError(`present must hold ascending class codes from 0 to ${nClasses - 1}`);
  }
  return present;
}

/** The class codes of the training rows: at least one, each below `nClasses`. */
export function codesOf(state: ModelState, nClasses: number): Int32Array {
  const codes = tensorOf(state, 'codes', Int32Array);
  if (codes.length < 1 || codes.some((code) => code < 0 || code >= nClasses)) {
    throw new CorruptModelError(`codes must hold class codes from 0 to ${nClasses - 1}`);
  }
  return codes;
}
