/** Markup that is safe to send: text in it is escaped already. */
export class Html {
  constructor(readonly text: string) {}
}

export type Content = Html | string | number | readonly Content[] | null;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup with values in it: text is escaped, markup and lists of it are put in as they are, null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const pieces = values.map((value, index) => render(value) + strings[index + 1]);
  return new Html(strings[0] + pieces.join(''));
}

function render(content: Content): string {
  if (content === null) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(render).join('');
  return String(content).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}
