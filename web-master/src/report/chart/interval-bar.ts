import { type Html, html } from '../html/template.js';

const LENGTH = 120;
const MIDDLE = 6;

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Where chance, or what the figure is compared with, lies. */
  readonly reference?: number;
}

export interface Bar {
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

/** A dot for the value and a line for its interval; nothing to hear, for the figures stand beside it. */
export function intervalBar({ value, lo, hi }: Bar, scale: Scale): Html | null {
  if (value === null) return null;
  const at = (figure: number) => placed(figure, scale);
  const { reference } = scale;
  return html`<svg class="interval-bar" viewBox="0 0 ${LENGTH} ${2 * MIDDLE}" aria-hidden="true"><path class="track" d="M0 ${MIDDLE}H${LENGTH}"/>${
    reference === undefined ? null : html`<path class="reference" d="M${at(reference)} 1V11"/>`
  }${lo === null || hi === null ? null : html`<path class="range" d="M${at(lo)} ${MIDDLE}H${at(hi)}"/>`}<circle cx="${at(value)}" cy="${MIDDLE}" r="3.5"/></svg>`;
}

/** Within the bar also where the figure lies beyond the scale. */
function placed(figure: number, { from, to }: Scale): number {
  const share = to > from ? (figure - from) / (to - from) : 0.5;
  return Math.round((4 + Math.min(Math.max(share, 0), 1) * (LENGTH - 8)) * 10) / 10;
}

/** From the lowest to the highest end of all bars, the reference within. */
export function scaleOver(bars: readonly Bar[], reference?: number): Scale {
  const ends = bars.flatMap(({ value, lo, hi }) => [value, lo, hi]).filter((end) => end !== null);
  const all = reference === undefined ? ends : [...ends, reference];
  return { from: Math.min(...all), to: Math.max(...all), reference };
}
