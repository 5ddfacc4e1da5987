import { Ajv, type ErrorObject, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { holdsFew } from './shown-value.js';

const common: Options = {
  useDefaults: true,
  verbose: true,
  strict: false,
  // JSON knows no infinity, but its parser makes one of 1e999.
  strictNumbers: true,
  removeAdditional: false,
};

function createAjv(options: Options): Ajv {
  const ajv = new Ajv({ ...common, ...options });
  addFormats.default(ajv);
  return ajv;
}

const [first, every] = [false, true].map((allErrors) => createAjv({ coerceTypes: false, allErrors }));
/** A query, a path and headers are text, so there numbers and booleans are read from it. */
const coercing = createAjv({ coerceTypes: true, allErrors: true });

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

export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  httpPart === 'body' ? compileStrict(schema) : coercing.compile(schema);
