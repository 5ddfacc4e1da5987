import type { DriftBin, FeatureDrift } from '@ml-microservices/shared/contracts';
import type { Formats } from '$lib/format.js';
import type { Dictionary } from '$lib/i18n/index.svelte.js';
import { largestShift, type Shift } from './shift.js';

/** What is in a bin: a range of numbers by signs alone, a category by its name. */
export function binName({ kind, from = null, to = null, category = '' }: DriftBin, words: Dictionary, format: Formats) {
  if (kind === 'category') return category;
  if (kind !== 'range') return words.drift.kinds[kind];
  const over = from === null ? [] : [`> ${format.number(from)}`];
  const upTo = to === null ? [] : [`≤ ${format.number(to)}`];
  return [...over, ...upTo].join(', ') || words.drift.all;
}

/** The bin that changed most, with its shares. */
export function mainShift(shifts: readonly Shift[], words: Dictionary, format: Formats): string {
  const { bin, training, input } = largestShift(shifts);
  return words.drift.moved(binName(bin, words, format), format.percent(training), format.percent(input));
}

/** The least of the adjusted p values: the feature drifts if any of its tests says so. */
export const leastP = ({ tests }: FeatureDrift): number | null =>
  tests.length === 0 ? null : Math.min(...tests.map(({ p_adjusted }) => p_adjusted));
