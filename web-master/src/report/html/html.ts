/** Markup that is safe to send: text in it is escaped already. */
export class Html {
  constructor(readonly text: string) {}
}

type Content = Html | string | number | readonly Content[] | false | null | undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup with values in it: text is escaped, markup and lists of it are put in as they are, nothing is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const pieces = values.map((value, index) => render(value) + strings[index + 1]);
  return new Html(strings[0] + pieces.join(''));
}

function render(content: Content): string {
  if (content instanceof Html) return content.text;
  if (Array.isArray(content)) return content.map(render).join('');
  if (content === false || content === null || content === undefined) return '';
  return String(content).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}
