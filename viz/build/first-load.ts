import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

const KIB = 1024;
/** SvelteKit makes one such module a layout or page; 0 is the layout that all pages share. */
const NODE = /client-optimized\/nodes\/(\d+)\.js$/;
const LAYOUT = 0;

/** Fails the build where a first visit to any page loads more than `limitKib` of gzipped JavaScript. */
export function firstLoadBudget(limitKib: number): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      if (this.environment.name !== 'client') return;
      const chunks = new Map(
        Object.values(bundle).flatMap((output) =>
          output.type === 'chunk' ? [[output.fileName, output] as const] : [],
        ),
      );
      const largest = largestFirstLoad(chunks);
      const figure = `first load: at most ${(largest / KIB).toFixed(1)} KiB of gzipped JavaScript, ${limitKib} allowed`;
      if (largest > limitKib * KIB) this.error(figure);
      this.info(figure);
    },
  };
}

function largestFirstLoad(chunks: ReadonlyMap<string, Chunk>): number {
  const nodes = new Map<number, Chunk>();
  for (const chunk of chunks.values()) {
    const match = NODE.exec(chunk.facadeModuleId ?? '');
    if (match) nodes.set(Number(match[1]), chunk);
  }
  const layout = nodes.get(LAYOUT);
  if (!layout) throw new Error('the first load cannot be measured: no layout among the chunks');
  const always = [...chunks.values()].filter(
    ({ isEntry, facadeModuleId }) => isEntry && !NODE.test(facadeModuleId ?? ''),
  );
  return Math.max(...[...nodes.values()].map((page) => bytesOf(withImports([...always, layout, page], chunks))));
}

/** The chunks and all that they import statically. */
function withImports(roots: readonly Chunk[], chunks: ReadonlyMap<string, Chunk>): Set<Chunk> {
  const found = new Set<Chunk>();
  const visit = (chunk: Chunk | undefined) => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) visit(chunks.get(name));
  };
  for (const root of roots) visit(root);
  return found;
}

function bytesOf(chunks: Iterable<Chunk>): number {
  return [...chunks].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}
