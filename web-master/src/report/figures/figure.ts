import type { Estimate, IntervalMethod } from '@ml-microservices/shared/contracts';
import { count, counted, NOT_DEFINED } from '../format.js';
import { type Html, html } from '../html/template.js';
import { type Rounded, rounded, roundedEffect, roundedRatio } from './rounding.js';

const METHODS: Readonly<Record<IntervalMethod, string>> = {
  wilson: 'Wilson',
  mover: 'MOVER',
  'f-star': 'Wilson of F*',
  delong: 'DeLong',
  newcombe: 'Newcombe',
  bootstrap: 'bootstrap',
  permutation: 'permutation',
  'nadeau-bengio': 'Nadeau–Bengio',
  wald: 'Wald',
  none: 'no interval',
};

/** The value, rounded; as it came for whoever reads the markup. */
export const value = (estimate: Estimate): Html => data(estimate, rounded(estimate));

/** The value over its interval, for cells of a table. */
export const figure = (estimate: Estimate): Html => cell(estimate, rounded(estimate));

/** The same of a coefficient, that can be of any size. */
export const effect = (estimate: Estimate): Html => cell(estimate, roundedEffect(estimate));

/** An odds ratio, rounded. */
export const ratio = (estimate: Estimate): Html => data(estimate, roundedRatio(estimate));

/** An odds ratio over its interval. */
export const ratioFigure = (estimate: Estimate): Html => cell(estimate, roundedRatio(estimate));

const data = ({ value: exact }: Estimate, { value: text }: Rounded): Html =>
  exact === null ? html`${NOT_DEFINED}` : html`<data value="${exact}">${text}</data>`;

const cell = (estimate: Estimate, text: Rounded): Html =>
  html`<span class="value">${data(estimate, text)}</span>${text.interval === '' ? null : html` <span class="interval">${text.interval}</span>`}`;

/** `0.75 (0.41 to 0.93)`, for sentences. */
export function inWords(estimate: Pick<Estimate, 'value' | 'lo' | 'hi'>): string {
  const { value: text, interval } = rounded(estimate);
  return interval === '' ? text : `${text} (${interval})`;
}

/** How the interval was made, and of how many: rows, or scores of folds. */
export function method({ method: name, n, undefined_resamples }: Estimate): string {
  const undefinedOnes =
    undefined_resamples === undefined ? '' : `, ${counted(undefined_resamples, 'resample')} undefined`;
  const of = name === 'nadeau-bengio' ? counted(n, 'fold') : `n ${count(n)}`;
  return `${METHODS[name]}, ${of}${undefinedOnes}`;
}

/** Method and denominator in one sentence, where all figures of a table share the method. */
export function methods(estimates: readonly Estimate[]): string {
  const names = new Set(estimates.filter(({ lo }) => lo !== null).map(({ method: name }) => METHODS[name]));
  return [...names].join(' or ');
}

/** A figure that the model does not have, as one of out-of-bag rows without a forest. */
export const isAbsent = ({ value: exact, n }: Estimate): boolean => exact === null && n === 0;
