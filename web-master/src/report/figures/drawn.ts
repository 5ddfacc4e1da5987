import type { Estimate } from '@ml-microservices/shared/contracts';
import { type Bar, intervalBar, type Scale } from '../chart/interval-bar.js';
import { type Html, html } from '../html/template.js';
import { rounded } from './rounding.js';

/** The interval in figures and as a line, beside each other where there is room; `bar` where it is not drawn as it is. */
export function drawnInterval(
  estimate: Pick<Estimate, 'value' | 'lo' | 'hi'>,
  scale: Scale,
  bar: Bar = estimate,
): Html {
  return html`<span class="drawn"><span class="interval">${rounded(estimate).interval}</span>${intervalBar(bar, scale)}</span>`;
}
