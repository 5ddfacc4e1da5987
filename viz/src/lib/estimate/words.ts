import type { Estimate } from '@ml-microservices/shared/contracts';
import type { Formats } from '$lib/format.js';
import type { Dictionary } from '$lib/i18n/index.svelte.js';

/** The interval as "0.41 to 0.93", or nothing where there is none. */
export function intervalOf({ lo, hi }: Estimate, { estimates }: Dictionary, write: Formats['metric']): string {
  return lo === null || hi === null ? '' : estimates.interval(write(lo), write(hi));
}

/** How the interval was made and of how many rows, or folds: "95 % by Wilson, n = 179"; the last part breaks in no line. */
export function methodOf({ level, method, n, undefined_resamples }: Estimate, words: Dictionary, formats: Formats) {
  const { estimates } = words;
  const made =
    method === 'none' ? estimates.methods.none : estimates.by(formats.percent(level), estimates.methods[method]);
  const gaps = undefined_resamples === undefined ? '' : `, ${estimates.undefinedResamples(undefined_resamples)}`;
  const of = method === 'nadeau-bengio' ? estimates.folds(n) : `n\u00a0=\u00a0${formats.integer(n)}`;
  return `${made}, ${of}${gaps}`;
}
