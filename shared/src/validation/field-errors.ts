import type { ErrorObject } from 'ajv';
import { type FieldError, invalidField, type Problem, type Said } from '../contracts/index.js';
import type { Validator } from './compile-strict.js';
import { show } from './shown-value.js';

/** The problem of the first fault that a check found. */
export function fieldProblem({ errors }: Pick<Validator<unknown>, 'errors'>): Problem {
  const [{ path, message, ...said }] = fieldErrors(errors ?? []);
  return invalidField(path, message, said);
}

/** Every fault by its path, in words that name the limit and the value received. */
export function fieldErrors(errors: readonly ErrorObject[]): FieldError[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf');
  const inAlternative = (error: ErrorObject) =>
    alternatives.some((whole) => error !== whole && error.schemaPath.startsWith(`${whole.schemaPath}/`));
  return errors
    .filter((error) => !inAlternative(error) && error.keyword !== 'if')
    .map((error) => ({
      path: pathOf(error),
      message: error.keyword === 'anyOf' ? anyOfMessage(error, errors) : messageOf(error),
      ...saidBy(error),
    }));
}

function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'additionalProperties') return `${instancePath}/${params.additionalProperty}`;
  if (keyword === 'required') return `${instancePath}/${params.missingProperty}`;
  return instancePath || '/';
}

/** The faults that a page says in its reader's language; what else a schema refuses is for programs. */
function saidBy({ keyword, params, data }: ErrorObject): Said {
  switch (keyword) {
    case 'required':
      return { reason: 'required', values: {} };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return { reason: keyword, values: { limit: params.limit, value: show(data) } };
    case 'minLength':
    case 'maxLength':
      return { reason: keyword, values: { limit: params.limit } };
    default:
      return {};
  }
}

function anyOfMessage(whole: ErrorObject, errors: readonly ErrorObject[]): string {
  const branches = errors.filter(
    (error) =>
      error !== whole &&
      error.schemaPath.startsWith(`${whole.schemaPath}/`) &&
      error.instancePath === whole.instancePath,
  );
  const wanted = [...new Set(branches.map(expectation))].join(' or ');
  return `must be ${wanted}, got ${show(whole.data)}`;
}

function messageOf(error: ErrorObject): string {
  switch (error.keyword) {
    case 'additionalProperties':
      return 'is not a known field';
    case 'required':
      return 'is required';
    case 'minProperties':
      return `must have at least ${error.params.limit} field`;
    case 'uniqueItems':
      return `must not name the same item twice, as it does ${show([error.data].flat()[error.params.i])}`;
    default:
      return `must be ${expectation(error)}, got ${show(error.data)}`;
  }
}

const COMPARISONS: Readonly<Record<string, string>> = { '>=': 'at least', '<=': 'at most', '>': 'above', '<': 'below' };

function expectation({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return [params.type].flat().map(withArticle).join(' or ');
    case 'enum':
      return `one of ${params.allowedValues.map(show).join(', ')}`;
    case 'const':
      return show(params.allowedValue);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${COMPARISONS[params.comparison]} ${params.limit}`;
    case 'minLength':
      return `at least ${params.limit} character long`;
    case 'maxLength':
      return `at most ${params.limit} characters long`;
    case 'minItems':
      return `a list of at least ${params.limit}`;
    case 'maxItems':
      return `a list of at most ${params.limit}`;
    case 'pattern':
      return `text that matches ${params.pattern}`;
    case 'format':
      return `a ${params.format}`;
    default:
      return (message ?? keyword).replace(/^must be /, '');
  }
}

function withArticle(type: string): string {
  if (type === 'null') return type;
  return /^[aio]/.test(type) ? `an ${type}` : `a ${type}`;
}
