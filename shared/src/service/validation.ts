import type { FastifySchemaCompiler } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { compileStrict, type Validator } from '../validation/index.js';

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
