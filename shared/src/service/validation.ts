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

export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  httpPart === 'body' ? compileStrict(schema) : compileTexts(schema);

const INTEGER = /^(?:0|-?[1-9]\d*)$/;
const BOOLEAN = /^(?:true|false)$/;

/**
 * A query and a path are text, from which integers and booleans are read first. Each is written in one way: what
 * JavaScript takes for a number, as `0x1`, ` 1` and `1e400`, would be other addresses of the same thing, and infinity.
 */
function compileTexts<T extends TSchema>(schema: T): Validator<Static<T>> {
  const { properties = {} } = schema as { properties?: Readonly<Record<string, { type?: unknown }>> };
  const validate = compileStrict(schema);
  const read: Validator<Static<T>> = (values): values is Static<T> => {
    const texts = values as Record<string, unknown>;
    for (const [name, text] of Object.entries(texts)) texts[name] = readText(text, properties[name]?.type);
    const isValid = validate(values);
    read.errors = validate.errors;
    return isValid;
  };
  return read;
}

function readText(text: unknown, type: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (type === 'integer' && INTEGER.test(text)) return Number(text);
  if (type === 'boolean' && BOOLEAN.test(text)) return text === 'true';
  return text;
}
