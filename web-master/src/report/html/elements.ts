import type { Notice } from '@ml-microservices/shared/contracts';
import { type Content, type Html, html } from './template.js';

/** A part of the page under a heading of its own; `note` says in a sentence how to read it. */
export function section(title: string, note: Content, ...body: readonly Content[]): Html {
  return html`<section>
    <h2>${title}</h2>
    ${note === null ? null : html`<p class="note">${note}</p>`}
    ${body}
  </section>`;
}

/** Terms and what they are, as a list in columns. */
export function facts(entries: readonly (readonly [term: string, value: Content])[]): Html {
  return html`<dl class="facts">${entries.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function warningList(warnings: readonly Notice[]): Html | null {
  if (warnings.length === 0) return null;
  // Training and evaluation may warn of the same.
  const messages = new Set(warnings.map(({ message }) => message));
  return html`<ul class="warnings">${[...messages].map((message) => html`<li>${message}</li>`)}</ul>`;
}

interface Table {
  readonly caption: Content;
  /** The first column names its row. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly Content[])[];
  /** Indices of the columns that hold numbers. */
  readonly numeric?: readonly number[];
  /** Indices of the rows that say too little to be believed. */
  readonly faint?: readonly number[];
  /** Whether a narrow screen shows each row as a block, its cells named; else it scrolls sideways. */
  readonly stacks?: boolean;
}

export function table({ caption, head, rows, numeric = [], faint = [], stacks = false }: Table): Html {
  const cells = (row: readonly Content[]) =>
    row.map((cell, index) => {
      if (index === 0) return html`<th scope="row">${cell}</th>`;
      return html`<td${stacks ? html` data-label="${head[index]}"` : null}>${cell}</td>`;
    });
  return html`<div class="scroll"><table class="${columnClasses(numeric)}${stacks ? ' stacks' : ''}">
    <caption>${caption}</caption>
    <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row, index) => html`<tr${faint.includes(index) ? html` class="faint"` : null}>${cells(row)}</tr>`)}</tbody>
  </table></div>`;
}

/** Which columns hold numbers, and which follow one, told once a table and not in each cell: cells are many. */
function columnClasses(numeric: readonly number[]): string {
  const following = numeric.map((index) => index + 1).filter((index) => !numeric.includes(index));
  return [...numeric.map((index) => `number-${index}`), ...following.map((index) => `after-${index}`)].join(' ');
}

interface ChartFigure {
  readonly title: Content;
  /** What a reader sees in the drawing, in words. */
  readonly summary: Content;
  readonly drawing: Html;
  /** The same as numbers; null where they stand beside it. */
  readonly numbers: Html | null;
}

export function chartFigure({ title, summary, drawing, numbers }: ChartFigure): Html {
  return html`<figure><figcaption><b>${title}</b> ${summary}</figcaption>${drawing}${numbers === null ? null : folded('As a table', numbers)}</figure>`;
}

/** What is there for those who ask; not on paper, which does not unfold. */
export const folded = (name: string, content: Content): Html =>
  html`<details><summary>${name}</summary>${content}</details>`;

/** The first `limit` items; how many more there are is said, so that a wide dataset does not fill a hundred pages. */
export function firstOf<T>(items: readonly T[], limit: number): { shown: readonly T[]; rest: Html | null } {
  const hidden = items.length - limit;
  return {
    shown: items.slice(0, limit),
    rest: hidden > 0 ? html`<p class="note">and ${hidden} more, which the JSON of this report lists.</p>` : null,
  };
}

/** At most `limit` items at even distances, the first and the last among them. */
export function thinned<T>(items: readonly T[], limit: number): readonly T[] {
  if (items.length <= limit) return items;
  return Array.from({ length: limit }, (_, i) => items[Math.round((i * (items.length - 1)) / (limit - 1))]);
}
