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

interface Table {
  readonly caption: string;
  /** The first column names its row. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly Content[])[];
  /** Indices of the columns that hold numbers. */
  readonly numeric?: readonly number[];
}

export function table({ caption, head, rows, numeric = [] }: Table): Html {
  const kind = (index: number) => (numeric.includes(index) ? 'number' : 'text');
  const cells = (row: readonly Content[]) =>
    row.map((cell, index) =>
      index === 0
        ? html`<th scope="row" class="${kind(index)}">${cell}</th>`
        : html`<td class="${kind(index)}">${cell}</td>`,
    );
  return html`<div class="scroll"><table>
    <caption>${caption}</caption>
    <thead><tr>${head.map((name, index) => html`<th scope="col" class="${kind(index)}">${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody>
  </table></div>`;
}

/** The first `limit` items; how many more there are is said, so that a wide dataset does not fill a hundred pages. */
export function firstOf<T>(items: readonly T[], limit: number): { shown: readonly T[]; rest: Html | null } {
  const hidden = items.length - limit;
  return {
    shown: items.slice(0, limit),
    rest: hidden > 0 ? html`<p class="note">and ${hidden} more, which the JSON of this report lists.</p>` : null,
  };
}
