import type { Tick } from './plot.js';

/** A unit of a range that is cut into about four. */
const STEPS = [1, 2, 5, 10];

/** Share of the way from `from` to `to`; in halves, since their distance may be beyond the largest number. */
export const shareOf = (value: number, from: number, to: number): number =>
  (value / 2 - from / 2) / (to / 2 - from / 2);

/** Two to six round numbers between the ends of an axis. */
export function roundTicks(from: number, to: number): (Tick & { readonly text: string })[] {
  const quarter = to / 4 - from / 4;
  const power = 10 ** Math.floor(Math.log10(quarter));
  const step = power * (STEPS.find((times) => times * power >= quarter) ?? 1);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => {
    const value = Number(((first + i) * step).toPrecision(12));
    return { at: shareOf(value, from, to), text: short(value) };
  });
}

/** So short that five stand side by side. */
function short(value: number): string {
  const size = Math.abs(value);
  const text = size === 0 || (size >= 1e-4 && size < 1e6) ? String(size) : size.toExponential().replace('+', '');
  return value < 0 ? `−${text}` : text;
}
