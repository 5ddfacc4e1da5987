import closeWithGrace from 'close-with-grace';
import type { App } from './app.js';
import type { ServiceSettings } from './settings.js';
import { StartError } from './start-error.js';

const CLOSE_TIMEOUT_MS = 12_000;
/**
 * Connections that wait to be taken on. Those beyond it are reset without a word in a flood, where all should be told to
 * come back; Node's 511 are too few. Linux takes no more than `net.core.somaxconn`.
 */
const BACKLOG = 16_384;
/** How long answers may still take after an error that nobody caught, of which nobody knows what it broke. */
const BROKEN_CLOSE_TIMEOUT_MS = 1_000;

/** Builds the app, listens, and closes it on SIGTERM, SIGINT or an uncaught error. A failed start is one clear line. */
export async function run(build: () => Promise<{ app: App; settings: ServiceSettings }>): Promise<void> {
  try {
    const { app, settings } = await build();
    closeWithGrace({ delay: CLOSE_TIMEOUT_MS, logger: false }, async ({ err, signal }) => {
      if (err) {
        app.log.fatal({ err }, 'stopped by an uncaught error');
        setTimeout(() => app.server.closeAllConnections(), BROKEN_CLOSE_TIMEOUT_MS);
      } else app.log.info({ signal }, 'closing');
      await app.close();
    });
    await app.listen({ host: settings.host, port: settings.port, backlog: BACKLOG });
  } catch (error) {
    process.stderr.write(`${startFault(error)}\n`);
    process.exit(1);
  }
}

function startFault(error: unknown): string {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use by another program; free it or set SERVICE__PORT`;
  if (error instanceof StartError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
