import { Ajv, type ErrorObject, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import { holdsFew } from './shown-value.js';

const common: Options = {
  useDefaults: true,
  verbose: true,
  strict: false,
  // JSON knows no infinity, but its parser makes one of 1e999.
  strictNumbers: true,
  removeAdditional: false,
  coerceTypes: false,
};

const [first, every] = [false, true].map((allErrors) => {
  const ajv = new Ajv({ ...common, allErrors });
  addFormats.default(ajv);
  return ajv;
});

export interface Validator<T> {
  (value: unknown): value is T;
  errors?: ErrorObject[] | null;
}

/**
 * Finds every fault of a value that holds few others, and the first one of a larger: a list of a million wrong items
 * would keep the process busy for minutes, and nobody would read what is wrong with each.
 */
export function compileStrict<T extends TSchema>(schema: T): Validator<Static<T>> {
  const isValid = first.compile<Static<T>>(schema);
  const validate: Validator<Static<T>> = (value): value is Static<T> => {
    validate.errors = null;
    if (isValid(value)) return true;
    const found = holdsFew(value) ? every.compile(schema) : isValid;
    if (found !== isValid) found(value);
    validate.errors = found.errors;
    return false;
  };
  return validate;
}
