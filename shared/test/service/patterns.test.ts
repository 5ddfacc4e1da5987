import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCES = ['shared', 'collector', 'storage', 'ml-service', 'web-master'].map((name) => `${ROOT}${name}/src`);
const LENGTH = 100_000;
/** A pattern that backtracks takes hours for what one that does not takes well under this, on a busy machine too. */
const BUDGET_MS = 2_000;

interface Pattern {
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression in the code, and every one that a schema has as text. */
function patternsOf(path: string): Pattern[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    const at = `${path.slice(ROOT.length)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ at, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === 'pattern' &&
      ts.isStringLiteral(node.initializer)
    ) {
      found.push({ at, source: node.initializer.text, flags: 'u' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Texts that begin as the pattern wants and never end so: runs of each character that it names, and of their pairs. */
function hostileTexts({ source }: Pattern): string[] {
  const named = [...new Set(`${source.replaceAll(/[()[\]?*+|^$]/g, '')}a0 ,.=-"\\\t`)];
  const runs = named.map((character) => character.repeat(LENGTH));
  const pairs = named.flatMap((one) => named.slice(0, 12).map((other) => `${one}${other}`.repeat(LENGTH / 2)));
  const words = ['wait=', 'bytes=-', 'Bearer ', '\\ud83d', '127.', 'https://a.'].map((it) =>
    it.repeat(LENGTH / it.length),
  );
  return [...runs, ...pairs, ...words].map((text) => `${text}\u0001`);
}

const patterns = SOURCES.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => patternsOf(`${folder}/${name}`)),
);

function timeOf(pattern: RegExp, texts: readonly string[]): number {
  return Math.max(
    ...texts.map((text) => {
      const began = performance.now();
      pattern.lastIndex = 0;
      pattern.test(text);
      return performance.now() - began;
    }),
  );
}

it('no pattern takes long over a text that is made to make it', () => {
  expect(patterns.length).toBeGreaterThan(20);
  const slow = patterns.filter((it) => timeOf(new RegExp(it.source, it.flags), hostileTexts(it)) > BUDGET_MS);
  expect(slow).toEqual([]);
}, 300_000);

it('a pattern that backtracks is found', () => {
  const text = `${'a'.repeat(22)}\u0001`;
  expect(timeOf(/^(a+)+$/, [text])).toBeGreaterThan(10 * timeOf(/^a+$/, [text]));
});
