import type { Slice } from '@ml-microservices/shared/contracts';
import { scaleOver } from '../chart/interval-bar.js';
import { drawnInterval } from '../figures/drawn.js';
import { value } from '../figures/figure.js';
import { points } from '../figures/points.js';
import { chance, count, counted, listed } from '../format.js';
import { section, table } from '../html/elements.js';
import { html } from '../html/template.js';
import type { Part } from '../part.js';

const SHOWN = 36;
/** Of a family of tests, adjusted by Holm. */
const LEVEL = 0.05;

/** Accuracy among rows of one value or range of a feature, against all others. */
export const slicesSection: Part = ({ evaluation: { slices, metrics } }) => {
  if (slices.length === 0) return null;
  const shown = mostTelling(slices);
  const large = shown.filter(({ is_small }) => !is_small);
  const scaled = large.length === 0 ? shown : large;
  const scale = scaleOver(
    scaled.map(({ accuracy }) => accuracy),
    metrics.accuracy.value ?? undefined,
  );
  return section(
    'Where it does better and worse',
    html`${told(slices)} The tick is the accuracy on all test rows. Each slice is tested against the rest (Fisher), p adjusted by Holm; grey ones have too few rows to say anything.`,
    table({
      caption: `Accuracy by slice, Wilson intervals${shown.length < slices.length ? `; the ${SHOWN} most telling of ${count(slices.length)}` : ''}`,
      head: ['Feature', 'Slice', 'n', 'Accuracy', 'Interval', 'Gap to the rest', 'p'],
      rows: shown.map(({ feature, slice, n, accuracy, gap, p_adjusted }, index) => [
        feature === shown[index - 1]?.feature ? html`<span class="again">${feature}</span>` : feature,
        slice,
        count(n),
        value(accuracy),
        drawnInterval(accuracy, scale),
        points(gap),
        isProven(p_adjusted) ? html`<b>${chance(p_adjusted)}</b>` : chance(p_adjusted),
      ]),
      numeric: [2, 3, 5, 6],
      stacks: true,
      faint: shown.flatMap(({ is_small }, index) => (is_small ? [index] : [])),
    }),
  );
};

const isProven = (p: number | null) => p !== null && p < LEVEL;

/** Those that differ most from the rest, in the order that they came in. */
function mostTelling(slices: readonly Slice[]): readonly Slice[] {
  const rank = ({ is_small, p }: Slice) => (is_small ? 2 : (p ?? 1));
  const kept = new Set(slices.toSorted((a, b) => rank(a) - rank(b)).slice(0, SHOWN));
  return slices.filter((slice) => kept.has(slice));
}

function told(slices: readonly Slice[]): string {
  const tested = slices.filter(({ p_adjusted }) => p_adjusted !== null);
  const proven = tested.filter(({ p_adjusted }) => isProven(p_adjusted));
  if (tested.length === 0) return 'No slice has the rows to be tested.';
  const of = `${counted(tested.length, 'slice')} tested`;
  if (proven.length === 0) return `None of ${of} is proven to differ from the rest.`;
  const named = proven.slice(0, 5).map(({ feature, slice, gap }) => `${feature} ${slice} (${points(gap)})`);
  return `${proven.length} of ${of} ${proven.length === 1 ? 'differs' : 'differ'} from the rest: ${listed(named)}${proven.length > 5 ? ' and others' : ''}.`;
}
