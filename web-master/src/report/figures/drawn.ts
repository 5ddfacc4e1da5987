import { type Bar, intervalBar, type Scale } from '../chart/interval-bar.js';
import { type Html, html } from '../html/template.js';
import { rounded, roundedRatio } from './rounding.js';

/** The interval in figures and as a line, beside each other where there is room. */
export const drawnInterval = (estimate: Bar, scale: Scale): Html => drawn(rounded(estimate).interval, estimate, scale);

/** The same of a ratio, on a scale of logarithms. */
export const drawnRatio = (ratio: Bar, scale: Scale): Html => drawn(roundedRatio(ratio).interval, inLog(ratio), scale);

export function inLog({ value, lo, hi }: Bar): Bar {
  const log = (end: number | null) => (end === null || end <= 0 ? null : Math.log(end));
  return { value: log(value), lo: log(lo), hi: log(hi) };
}

const drawn = (interval: string, bar: Bar, scale: Scale): Html =>
  html`<span class="drawn"><span class="interval">${interval}</span>${intervalBar(bar, scale)}</span>`;
