import type { FieldError, ProgressData, RunError } from '@ml-microservices/shared/contracts';
import { isolated } from '@ml-microservices/shared/text';
import type { ApiError } from '../api/error.js';
import type { Dictionary } from './index.svelte.js';
import type { Sentences } from './sentence.js';

type Words = Pick<Dictionary, 'problems' | 'faults' | 'failures' | 'errors' | 'runs' | 'progress'>;
type Said = Pick<RunError, 'reason' | 'values'>;

/** From the first of `tables` that knows the reason: of one that several know, each says it in its own place's form. */
function sentenceOf({ reason = '', values = {} }: Said, ...tables: readonly Sentences[]): string | undefined {
  return tables.find((table) => reason in table)?.[reason](values);
}

/** What is wrong with a field or a line, in the reader's language where its reason is known there. */
export function sayFault(fault: FieldError, words: Words): string {
  return sentenceOf(fault, words.faults, words.problems, words.failures) ?? fault.message;
}

/** What is wrong with the input at `path`, a JSON pointer such as `/hyperparameters/C`. */
export function sayField(error: ApiError | undefined, path: string, words: Words): string | undefined {
  const fault = error?.errors.find((other) => other.path === path);
  return fault && sayFault(fault, words);
}

/** Where a fault is: a line of a file in words, a field by its path. */
export function sayPlace({ path }: FieldError, { errors }: Words): string {
  const line = /^line (\d+)$/.exec(path)?.[1];
  return line === undefined ? isolated(path) : errors.line(line);
}

/** What a request failed of. A lone fault speaks for the whole where that says nothing of its own. */
export function sayProblem({ reason, values, errors, message }: ApiError, words: Words): string {
  const whole = sentenceOf({ reason, values }, words.problems, words.failures);
  if (whole !== undefined) return whole;
  const [fault] = errors;
  const part = fault && sentenceOf(fault, words.faults, words.problems);
  return part === undefined ? message : `${sayPlace(fault, words)}: ${part}`;
}

/** Why a run failed: in a few words, and with its particulars. */
export function sayFailure(error: RunError, words: Words): { title: string; detail: string } {
  const titles: Readonly<Record<string, string>> = { ...words.errors.titles, ...words.runs.errorCodes };
  const line = error.values?.line;
  const place = line === undefined ? '' : `${words.errors.line(String(line))}: `;
  const sentence = sentenceOf(error, words.failures, words.problems, words.faults);
  return {
    title: titles[error.code] ?? words.runs.failed,
    detail: sentence === undefined ? error.message : place + sentence,
  };
}

/** What a run says on its way; a failed one, of what it failed. */
export function sayProgress({ note, message, error }: ProgressData, words: Words): string {
  if (error) return sayFailure(error, words).detail;
  return (note && words.progress[note.code]?.(note.values)) ?? message;
}
