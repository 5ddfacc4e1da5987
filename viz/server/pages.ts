import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { Problem } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';

const INDEX = 'index.html';

/**
 * Serves the built browser app in `folder`. A path that is no file and looks like a page answers the app itself, which
 * finds the page by the URL.
 */
export async function pages(app: App, folder: URL): Promise<void> {
  const root = fileURLToPath(folder);
  if (!existsSync(new URL(INDEX, folder))) throw new Error('the browser app is not built; run: npm run build');
  const files = new Set(listFiles(root));
  await app.register(async (scope) => {
    await scope.register(helmet, securityHeaders(readFileSync(new URL(INDEX, folder), 'utf8')));
    await scope.register(fastifyStatic, { root, serve: false, index: false, preCompressed: true });
    scope.get<{ Params: { '*': string } }>('/*', { schema: { hide: true } }, (request, reply) => {
      const path = request.params['*'];
      if (files.has(path)) return reply.sendFile(path, cacheOf(path));
      if (!isPage(path)) throw new Problem('not_found', `There is nothing at /${path.slice(0, 200)}.`);
      return reply.sendFile(INDEX, cacheOf(INDEX));
    });
  });
}

function listFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, `${entry.parentPath}${sep}${entry.name}`).replaceAll(sep, '/'));
}

/** A page has no dot in its last segment; a missing script must not be answered with HTML. */
function isPage(path: string): boolean {
  return !path.slice(path.lastIndexOf('/') + 1).includes('.');
}

/** A name with a content hash never changes its content; all else is checked on each use. */
function cacheOf(path: string) {
  return path.startsWith('_app/immutable/') ? { maxAge: '1y', immutable: true } : { maxAge: 0 };
}

/** Scripts run only from this origin, and of the inline ones only those that the build wrote into the page. */
function securityHeaders(html: string) {
  const hashes = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...hashes],
        // Charts and popovers set styles on their elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Served over plain HTTP on a local network, too; whoever terminates TLS sets it.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  };
}
