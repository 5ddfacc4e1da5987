import type { ApiError } from '$lib/api/error.js';
import type { Dictionary } from '$lib/i18n/index.svelte.js';
import { sayProblem } from '$lib/i18n/say.js';

/** What happened and what to do about it, in words of the reader's language where they are known. */
export function wordsOf(error: ApiError, words: Dictionary) {
  const { errors } = words;
  const titles: Readonly<Record<string, string>> = errors.titles;
  return {
    title: titles[error.code] ?? errors.titles.unexpected_answer,
    detail: sayProblem(error, words),
    advice: errors.advice[adviceOf(error)],
  };
}

function adviceOf({ status, code, isPassing }: ApiError): keyof Dictionary['errors']['advice'] {
  if (code === 'no_answer') return 'connection';
  if (status === 401) return 'signIn';
  if (code === 'forbidden') return 'role';
  if (status === 404) return 'gone';
  if (status === 409) return 'conflict';
  if (status === 507) return 'disk';
  if (isPassing) return 'wait';
  return status >= 500 ? 'report' : 'correct';
}
